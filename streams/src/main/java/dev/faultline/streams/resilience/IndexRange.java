package dev.faultline.streams.resilience;

/**
 * The resilience index, 0 to 100, and how far it can be moved.
 *
 * @param value by what is known
 * @param low if all unknown weight belonged to the largest entity of each dimension
 * @param high if it belonged to entities too small to matter
 * @param weightsLow the least with each component's weight moved by 25 %
 * @param weightsHigh the most
 */
public record IndexRange(
    double value, double low, double high, double weightsLow, double weightsHigh) {}
