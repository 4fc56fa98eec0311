/** ClickHouse's HTTP interface: who may ask, how requests are read and answers are packed. */
package dev.faultline.local.clickhouse.http;
