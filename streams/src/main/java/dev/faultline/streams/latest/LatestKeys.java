package dev.faultline.streams.latest;

import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.ResilienceRow;
import java.util.Locale;

/** The keys of the compacted topics: all that tells a series from another. */
public final class LatestKeys {

  private LatestKeys() {}

  /** {@code network/layer/window_s/dimension/weighting}. */
  public static String of(DecentralizationRow row) {
    return String.join(
        "/",
        row.getNetwork(),
        row.getLayer(),
        Integer.toString(row.getWindowS()),
        row.getDimension().name().toLowerCase(Locale.ROOT),
        row.getWeighting().name().toLowerCase(Locale.ROOT));
  }

  /** {@code network/layer/window_s}: a population has one weighting at an instant. */
  public static String of(ResilienceRow row) {
    return String.join("/", row.getNetwork(), row.getLayer(), Integer.toString(row.getWindowS()));
  }
}
