package dev.faultline.sql.batch;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a partition's committed offset says: everything before {@code offset} is durable in
 * ClickHouse or in the dead letters, and, if there is an intended end, that an insert of exactly
 * {@code [offset, intendedEnd)} may have been sent. Whoever starts from here must send that range
 * again as one batch: under the same token, ClickHouse keeps one copy.
 *
 * @param offset the committed offset
 * @param intendedEnd the offset after the last of the batch under way
 */
public record Checkpoint(long offset, OptionalLong intendedEnd) {

  private static final Pattern METADATA = Pattern.compile("landing-to=(\\d{1,18})");

  /** Checks that an intended batch is not empty. */
  public Checkpoint {
    if (offset < 0 || (intendedEnd.isPresent() && intendedEnd.getAsLong() <= offset)) {
      throw new IllegalArgumentException("no batch from " + offset + " to " + intendedEnd);
    }
  }

  /** Everything before the offset is durable, and nothing is under way. */
  public static Checkpoint at(long offset) {
    return new Checkpoint(offset, OptionalLong.empty());
  }

  /** Everything before the range is durable, and the range is about to be inserted. */
  public static Checkpoint withIntent(OffsetRange range) {
    return new Checkpoint(range.from(), OptionalLong.of(range.to()));
  }

  /**
   * Reads a committed offset. Metadata that is not ours (another tool moved the group) intends
   * nothing.
   */
  public static Checkpoint parse(long offset, String metadata) {
    Matcher matcher = METADATA.matcher(metadata == null ? "" : metadata);
    if (matcher.matches() && Long.parseLong(matcher.group(1)) > offset) {
      return new Checkpoint(offset, OptionalLong.of(Long.parseLong(matcher.group(1))));
    }
    return at(offset);
  }

  /** The text to commit beside the offset. */
  public String metadata() {
    return intendedEnd.isPresent() ? "landing-to=" + intendedEnd.getAsLong() : "";
  }

  /** The first offset that no insert was ever sent for. */
  public long firstUntouched() {
    return intendedEnd.orElse(offset);
  }
}
