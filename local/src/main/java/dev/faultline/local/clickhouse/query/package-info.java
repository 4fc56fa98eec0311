/**
 * One request against the engine, without HTTP: what it asks for, its session and settings, what it
 * may do, and the output.
 */
package dev.faultline.local.clickhouse.query;
