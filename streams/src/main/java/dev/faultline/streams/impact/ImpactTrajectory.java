package dev.faultline.streams.impact;

import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.measure.Exact;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Follows a population from the begin of an incident on. */
final class ImpactTrajectory {

  /** Recovered is 95 % of the baseline: 20 parts live for 19 of the baseline. */
  private static final BigInteger PARTS_LIVE = BigInteger.valueOf(20);

  private static final BigInteger PARTS_OF_BASELINE = BigInteger.valueOf(19);

  private final long begins;
  private final long ends;
  private final Sample baseline;
  private Sample last;
  private long trough = Long.MAX_VALUE;
  private long troughAt;
  private Long recoveredAt;
  private BigInteger area = BigInteger.ZERO;

  ImpactTrajectory(long begins, long ends, Sample baseline) {
    this.begins = begins;
    this.ends = ends;
    this.baseline = baseline;
  }

  /**
   * Follows a series.
   *
   * @return empty if the population was not seen before the begin or since
   * @throws IllegalArgumentException if the series is out of order
   */
  static Optional<ImpactTrajectory> of(long begins, long ends, List<Sample> series) {
    ImpactTrajectory trajectory = null;
    Sample before = null;
    for (Sample sample : series) {
      if (before != null && sample.at() <= before.at()) {
        throw new IllegalArgumentException(
            "sample of " + sample.at() + " comes after that of " + before.at());
      }
      if (sample.at() >= begins) {
        if (before == null) {
          return Optional.empty();
        }
        if (trajectory == null) {
          trajectory = new ImpactTrajectory(begins, ends, before);
        }
        trajectory.take(sample);
        if (trajectory.isOver()) {
          break;
        }
      }
      before = sample;
    }
    return Optional.ofNullable(trajectory);
  }

  /** Takes the next sample, which is not before the begin. */
  void take(Sample sample) {
    if (last != null) {
      area = area.add(missing(last).multiply(BigInteger.valueOf(sample.at() - last.at())));
    }
    if (sample.inScope() < trough) {
      trough = sample.inScope();
      troughAt = sample.at();
      recoveredAt = null;
    }
    if (recoveredAt == null && isRecovered(sample)) {
      recoveredAt = sample.at();
    }
    last = sample;
  }

  private BigInteger missing(Sample sample) {
    return BigInteger.valueOf(Math.max(0, baseline.inScope() - sample.inScope()));
  }

  private boolean isRecovered(Sample sample) {
    return BigInteger.valueOf(sample.inScope())
            .multiply(PARTS_LIVE)
            .compareTo(BigInteger.valueOf(baseline.inScope()).multiply(PARTS_OF_BASELINE))
        >= 0;
  }

  /** Whether anything was in its scope. */
  boolean isExposed() {
    return baseline.inScope() > 0;
  }

  /** Whether what follows is not put down to the incident. */
  boolean isOver() {
    if (ends == Revision.NO_END || last.at() < ends) {
      return false;
    }
    return isRecovered(last) || last.at() - ends >= Impact.AFTERMATH;
  }

  /** What it has come to by the last sample. */
  Impact impact() {
    long lost = Math.max(0, baseline.inScope() - trough);
    boolean isLost = lost > 0;
    boolean isPopulated = baseline.total() > 0;
    boolean isExposed = baseline.inScope() > 0;
    boolean isRecovered = isLost && recoveredAt != null;
    return new Impact(
        baseline,
        last.at(),
        trough,
        isLost ? troughAt : null,
        lost,
        isPopulated ? Exact.ratio(baseline.inScope(), baseline.total()) : null,
        isPopulated ? Exact.ratio(lost, baseline.total()) : null,
        isExposed ? Exact.ratio(lost, baseline.inScope()) : null,
        isLost ? troughAt - begins : null,
        isRecovered ? recoveredAt - troughAt : null,
        Exact.ratio(area, BigInteger.valueOf(1_000)),
        isOver());
  }
}
