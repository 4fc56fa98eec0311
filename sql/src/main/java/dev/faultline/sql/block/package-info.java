/** Rows turned into a block of columns, as ClickHouse's Native format sends it. */
package dev.faultline.sql.block;
