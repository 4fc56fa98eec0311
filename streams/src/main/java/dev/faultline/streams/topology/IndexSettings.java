package dev.faultline.streams.topology;

/**
 * The shape of the index topology.
 *
 * @param observationPartitions partitions of the observation topic; part of the state
 * @param measurePartitions how many tasks share the populations
 * @param inMemory stores on the heap instead of in RocksDB
 */
public record IndexSettings(int observationPartitions, int measurePartitions, boolean inMemory) {}
