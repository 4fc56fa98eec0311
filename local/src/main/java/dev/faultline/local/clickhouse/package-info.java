/**
 * The ClickHouse engine with ClickHouse's HTTP interface, as a process of its own. Its rooms depend
 * on each other in one direction: http (with access beside it), query, engine, statement.
 */
package dev.faultline.local.clickhouse;
