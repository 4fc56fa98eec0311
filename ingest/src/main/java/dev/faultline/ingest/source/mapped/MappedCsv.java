package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.CsvDialect;
import dev.faultline.ingest.source.framing.CsvFields;
import dev.faultline.ingest.source.framing.CsvFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.ingest.source.framing.RecordLoop;
import dev.faultline.schemas.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a CSV table under its header. */
final class MappedCsv {

  private static final int MOST_LISTED = 30;
  private static final String HEADER = "header";
  private static final String FIELDS =
      Arrays.stream(ObservationField.values())
          .map(ObservationField::fieldName)
          .collect(Collectors.joining(", "));

  private final CsvDialect dialect;
  private final MappedNodes nodes;
  private final Map<String, Integer> columns;
  private final int width;

  private MappedCsv(CsvDialect dialect, MappedNodes nodes, List<String> header) {
    this.dialect = dialect;
    this.nodes = nodes;
    this.width = header.size();
    this.columns = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      columns.put(header.get(i), i);
    }
  }

  /**
   * Reads a table to its end. A header that does not fit the mapping refuses the whole input.
   *
   * @param given the mapping; empty for a table whose columns have our names
   * @throws IOException if the bytes cannot be had
   */
  static void read(
      InputStream input,
      Optional<Mapping> given,
      ReadOptions options,
      String source,
      RecordHandler handler)
      throws IOException {
    CsvDialect dialect = given.map(Mapping::dialect).orElse(CsvDialect.STANDARD);
    CsvFrames frames = new CsvFrames(new ByteInput(input), dialect);
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty()) {
      return;
    }
    RawRecord top = first.get();
    MappedCsv table;
    try {
      List<String> header = header(top, dialect);
      Mapping mapping = given.isPresent() ? given.get() : Mapping.ofColumns(ownFields(header));
      requireColumns(mapping, header);
      MappedNodes nodes = new MappedNodes(mapping, options, source);
      nodes.requireEverySaid();
      table = new MappedCsv(dialect, nodes, header);
    } catch (RefusedException e) {
      handler.refused(
          new RawRecord(
                  top.index(), top.line(), top.bytes(), Optional.empty(), Extent.REST_OF_INPUT)
              .refusal(e.field(), e.reason()));
      return;
    }
    RecordLoop.run(frames, table::row, handler::observation, handler::refused);
  }

  private Observation row(RawRecord record) throws RefusedException {
    List<String> row = CsvFields.row(record, width, dialect);
    return nodes.read(column -> row.get(columns.get(column)).strip());
  }

  private static List<String> header(RawRecord record, CsvDialect dialect) throws RefusedException {
    if (record.defect().isPresent()) {
      throw new RefusedException(HEADER, record.defect().get());
    }
    return CsvFields.of(record, dialect).stream().map(String::strip).toList();
  }

  private static List<ObservationField> ownFields(List<String> header) throws RefusedException {
    List<ObservationField> fields = new ArrayList<>();
    for (String column : header) {
      Optional<ObservationField> field = ObservationField.named(column);
      if (field.isEmpty()) {
        throw new RefusedException(
            HEADER,
            "has the column "
                + Quoted.of(column)
                + ", which is no field of an observation: write a file for --mapping, or name the"
                + " columns "
                + FIELDS);
      }
      fields.add(field.get());
    }
    return fields;
  }

  private static void requireColumns(Mapping mapping, List<String> header) throws RefusedException {
    for (Map.Entry<ObservationField, FieldMapping> entry : mapping.fields().entrySet()) {
      for (String column : entry.getValue().columns()) {
        int first = header.indexOf(column);
        if (first < 0) {
          throw new RefusedException(
              HEADER,
              "has no column "
                  + Quoted.of(column)
                  + " for "
                  + entry.getKey().fieldName()
                  + "; it has "
                  + header.stream().limit(MOST_LISTED).collect(Collectors.joining(",")));
        }
        if (first != header.lastIndexOf(column)) {
          throw new RefusedException(
              HEADER,
              "has the column " + Quoted.of(column) + " twice, so nobody knows which counts");
        }
      }
    }
  }
}
