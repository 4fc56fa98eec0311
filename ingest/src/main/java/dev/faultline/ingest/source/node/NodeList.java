package dev.faultline.ingest.source.node;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.framing.Frames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.ingest.source.framing.RecordLoop.RecordReader;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.util.Optional;

/** A list of nodes without a time of its own, read one by one. */
public final class NodeList {

  private NodeList() {}

  /**
   * Reads a list to its end. If the user has not said when it was recorded, all of it is refused.
   *
   * @throws IOException if the bytes cannot be had
   */
  public static void read(
      Frames frames, ReadOptions options, RecordHandler handler, RecordReader<Observation> reader)
      throws IOException {
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty() || !RecordedTime.isGiven(options, first.get(), handler)) {
      return;
    }
    RecordLoop.run(
        RecordLoop.startingWith(first.get(), frames),
        reader,
        handler::observation,
        handler::refused);
  }
}
