package dev.faultline.streams.measure;

import java.math.BigInteger;

/** Single measures of a ranking of at least one entity, for those who do not need all of them. */
public final class Concentration {

  private Concentration() {}

  /** Share of the {@code count} largest entities, or of all if there are fewer. */
  public static double top(Ranking ranking, int count) {
    return Exact.ratio(ranking.top(Math.min(count, ranking.size())), ranking.total());
  }

  /** Σw² / T². */
  public static double hhi(Ranking ranking) {
    return Exact.ratio(squares(ranking), BigInteger.valueOf(ranking.total()).pow(2));
  }

  /** Σw². */
  public static BigInteger squares(Ranking ranking) {
    ExactSum squares = new ExactSum();
    for (int rank = 0; rank < ranking.size(); rank++) {
      squares.addSquare(ranking.weight(rank));
    }
    return squares.value();
  }
}
