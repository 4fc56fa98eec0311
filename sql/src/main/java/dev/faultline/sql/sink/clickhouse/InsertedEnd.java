package dev.faultline.sql.sink.clickhouse;

/** The greatest offset of a partition that has landed in an epoch. */
public record InsertedEnd(int partition, int epoch, long lastOffset) {}
