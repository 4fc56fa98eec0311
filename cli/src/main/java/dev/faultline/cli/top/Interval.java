package dev.faultline.cli.top;

/** From low to high; null where it is undefined. */
public record Interval(Double low, Double high) {}
