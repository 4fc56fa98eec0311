/** Who may send requests: from which hosts and web pages, and with which password. */
package dev.faultline.local.clickhouse.access;
