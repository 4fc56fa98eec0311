package dev.faultline.streams.tally;

import dev.faultline.schemas.Dimension;

/**
 * The numbers under which dimensions are kept in state and sent between the two stages. They never
 * change, whatever becomes of the order of the names; 8 is {@link Tallies#STATUS}, 10 {@link
 * JointKey#CODE}.
 */
public final class DimensionCode {

  /** One more than the greatest code. */
  public static final int SIZE = 11;

  private DimensionCode() {}

  /** The code of a dimension. */
  public static int of(Dimension dimension) {
    return switch (dimension) {
      case NODE -> 0;
      case PROVIDER -> 1;
      case REGION -> 2;
      case ASN -> 3;
      case COUNTRY -> 4;
      case OPERATOR -> 5;
      case CLIENT -> 6;
      case HOSTING -> 7;
      case SITE -> 9;
    };
  }
}
