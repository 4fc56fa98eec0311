/**
 * What can be said of a statement from its text alone: its tokens, where the data of an INSERT
 * begins, how its output can be joined. No engine, no network.
 */
package dev.faultline.local.clickhouse.statement;
