package dev.faultline.api.index;

/** From low to high; null where it is undefined. */
public record Interval(Double low, Double high) {}
