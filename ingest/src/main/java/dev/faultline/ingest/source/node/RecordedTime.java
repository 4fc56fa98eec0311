package dev.faultline.ingest.source.node;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.framing.RawRecord;
import java.util.Optional;

/** Feeds that do not say when they were recorded: the user must. */
public final class RecordedTime {

  private RecordedTime() {}

  /**
   * Whether the user said it. If not, the whole input is refused, once and not for each record.
   *
   * @param first the first record of the input
   */
  public static boolean isGiven(ReadOptions options, RawRecord first, RecordHandler handler) {
    if (options.observedAt().isPresent()) {
      return true;
    }
    handler.refused(
        new Refusal(
            first.index(),
            first.line(),
            Optional.of(ObservationField.OBSERVED_AT.fieldName()),
            "the feed does not say when it was recorded: pass --observed-at, such as"
                + " --observed-at 2025-10-20T00:57:00Z",
            first.bytes(),
            Refusal.Extent.REST_OF_INPUT));
    return false;
  }
}
