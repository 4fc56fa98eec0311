/**
 * The engine as a library in this process: connections, statements, streams in and out, and what
 * statements may reach.
 */
package dev.faultline.local.clickhouse.engine;
