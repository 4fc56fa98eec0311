package dev.faultline.ingest.source.node;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.CsvFields;
import dev.faultline.ingest.source.framing.CsvFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A CSV table of nodes with a header and no time of its own, read row by row. */
public final class NodeTable {

  /** How a format reads one row. */
  @FunctionalInterface
  public interface RowReader {

    /**
     * Reads one row, which has as many cells as the header.
     *
     * @throws RefusedException if it cannot be taken
     */
    Observation read(List<String> row) throws RefusedException;
  }

  /** How a format prepares for the rows under a header. */
  @FunctionalInterface
  public interface HeaderReader {

    /** What reads the rows under this header, which has all the required columns. */
    RowReader under(List<String> header);
  }

  private NodeTable() {}

  /**
   * Reads a table to its end. A header that lacks a required column refuses the whole input.
   *
   * @throws IOException if the bytes cannot be had
   */
  public static void read(
      InputStream input,
      ReadOptions options,
      RecordHandler handler,
      List<String> required,
      HeaderReader format)
      throws IOException {
    CsvFrames frames = new CsvFrames(new ByteInput(input));
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty()) {
      return;
    }
    List<String> header;
    try {
      header = header(first.get(), required);
    } catch (RefusedException e) {
      handler.refused(restOfInput(first.get(), e));
      return;
    }
    if (RecordedTime.isGiven(options, first.get(), handler)) {
      RowReader rows = format.under(header);
      RecordLoop.run(
          frames,
          record -> rows.read(CsvFields.row(record, header.size())),
          handler::observation,
          handler::refused);
    }
  }

  /** The cell of a column without blanks around it; empty for a column that is not there (-1). */
  public static String cell(List<String> row, int column) {
    return column < 0 ? "" : row.get(column).strip();
  }

  private static List<String> header(RawRecord record, List<String> required)
      throws RefusedException {
    if (record.defect().isPresent()) {
      throw new RefusedException("header", record.defect().get());
    }
    List<String> header = CsvFields.of(record);
    for (String column : required) {
      if (!header.contains(column)) {
        throw new RefusedException(
            "header",
            "has no column '"
                + column
                + "'; it has "
                + header.stream().limit(30).collect(Collectors.joining(",")));
      }
    }
    return header;
  }

  private static Refusal restOfInput(RawRecord header, RefusedException e) {
    return new Refusal(
        header.index(),
        header.line(),
        e.field(),
        e.reason(),
        header.bytes(),
        Refusal.Extent.REST_OF_INPUT);
  }
}
