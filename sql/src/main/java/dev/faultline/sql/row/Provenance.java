package dev.faultline.sql.row;

/**
 * Where a row came from: what identifies its record for good.
 *
 * @param topic the topic's name
 * @param partition the partition
 * @param offset the record's offset
 * @param epoch the landing epoch, 0 to 65535
 */
public record Provenance(String topic, int partition, long offset, int epoch) {}
