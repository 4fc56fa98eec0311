package dev.faultline.snapshot.scratch;

import java.time.Instant;

/** Values as SQL literals. */
public final class SqlText {

  private SqlText() {}

  /** What stands between the quotes of a literal. */
  public static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }

  /** An instant, to the millisecond. */
  public static String time(Instant instant) {
    return "fromUnixTimestamp64Milli(%d, 'UTC')".formatted(instant.toEpochMilli());
  }
}
