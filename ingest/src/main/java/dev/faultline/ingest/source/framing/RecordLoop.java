package dev.faultline.ingest.source.framing;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.Refusal;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an input record by record, refusing those that the format cannot take. */
public final class RecordLoop {

  /**
   * How a format reads one record.
   *
   * @param <T> what it becomes
   */
  @FunctionalInterface
  public interface RecordReader<T> {

    /**
     * Reads one record.
     *
     * @throws RefusedException if it cannot be taken
     */
    T read(RawRecord record) throws RefusedException;
  }

  /**
   * Where accepted records go.
   *
   * @param <T> what they became
   */
  @FunctionalInterface
  public interface Accepted<T> {

    /** An accepted record, and the 1-based line on which it begins. */
    void accept(long line, T record);
  }

  private RecordLoop() {}

  /**
   * Reads to the end.
   *
   * @throws IOException if the bytes cannot be had
   */
  public static <T> void run(
      Frames frames, RecordReader<T> reader, Accepted<T> accepted, Consumer<Refusal> refused)
      throws IOException {
    for (Optional<RawRecord> next = frames.next(); next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      if (record.defect().isPresent()) {
        refused.accept(record.refusal());
        continue;
      }
      T read;
      try {
        read = reader.read(record);
      } catch (RefusedException e) {
        refused.accept(record.refusal(e.field(), e.reason()));
        continue;
      }
      accepted.accept(record.line(), read);
    }
  }

  /** Frames of which the first has been taken already. */
  public static Frames startingWith(RawRecord first, Frames rest) {
    return new Frames() {
      private Optional<RawRecord> next = Optional.of(first);

      @Override
      public Optional<RawRecord> next() throws IOException {
        Optional<RawRecord> now = next;
        next = Optional.empty();
        return now.isPresent() ? now : rest.next();
      }
    };
  }
}
