package dev.faultline.streams.resilience;

import dev.faultline.streams.measure.Concentration;
import dev.faultline.streams.measure.Exact;
import dev.faultline.streams.measure.Measures;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.FaultRule;
import java.math.BigInteger;

/** One dimension of a population: its entities, and what was measured of them. */
public final class Profile {

  private final Ranking ranking;
  private final Measures measures;
  private final FaultRule liveness;
  private Survivors survivors;
  private BigInteger squares;

  /** Keeps what was measured of a ranking under a liveness rule. */
  public Profile(Ranking ranking, Measures measures, FaultRule liveness) {
    this.ranking = ranking;
    this.measures = measures;
    this.liveness = liveness;
  }

  /** The entities, the largest first. */
  public Ranking ranking() {
    return ranking;
  }

  /** Every decentralization measure of the ranking. */
  public Measures measures() {
    return measures;
  }

  /** Whether any entity is known. */
  boolean isKnown() {
    return ranking.size() > 0;
  }

  /** Weight of the largest entity; 0 if none is known. */
  long largest() {
    return ranking.top(Math.min(1, ranking.size()));
  }

  /** Weight of which no entity is known. */
  long unknown() {
    return measures.unknown();
  }

  /** Whether the largest entity alone reaches the liveness rule's threshold of the known weight. */
  boolean largestHalts() {
    return measures.nakamotoLiveness() != null && measures.nakamotoLiveness() == 1;
  }

  /** 1/hhi, exact and rounded once. Only where an entity is known. */
  double effectiveEntities(Unknown unknown) {
    if (unknown == Unknown.LEFT_OUT || unknown() == 0) {
      return measures.effectiveEntities();
    }
    BigInteger total = BigInteger.valueOf(ranking.total()).add(BigInteger.valueOf(unknown()));
    BigInteger sum = squares();
    if (unknown == Unknown.OF_THE_LARGEST) {
      BigInteger largest = BigInteger.valueOf(largest());
      BigInteger grown = largest.add(BigInteger.valueOf(unknown()));
      sum = sum.subtract(largest.pow(2)).add(grown.pow(2));
    }
    return Exact.ratio(total.pow(2), sum);
  }

  private BigInteger squares() {
    if (squares == null) {
      squares = Concentration.squares(ranking);
    }
    return squares;
  }

  /** The loss of the largest entity; measured once. Only where an entity is known. */
  Survivors survivors() {
    if (survivors == null) {
      survivors = Survivors.of(ranking, liveness);
    }
    return survivors;
  }
}
