package dev.faultline.bench.soak.check;

/**
 * Something that does not hold.
 *
 * @param invariant I1 to I6, or what else was expected
 */
public record Violation(String invariant, String text) {}
