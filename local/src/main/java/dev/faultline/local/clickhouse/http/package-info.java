/** ClickHouse's HTTP interface: how requests are read and answers are packed. */
package dev.faultline.local.clickhouse.http;
