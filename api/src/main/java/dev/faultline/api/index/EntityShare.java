package dev.faultline.api.index;

/** What one of the largest entities holds, of the known weight of its dimension. */
public record EntityShare(String dimension, int rank, String entity, long nodes, double share) {}
