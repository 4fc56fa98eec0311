package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.source.framing.CsvDialect;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a foreign table says what an observation says. */
public final class Mapping {

  /** What a table is written in. */
  enum Input {
    /** With a header. */
    CSV,
    /** Objects: one a line, in an array, or in an object's list. */
    JSON
  }

  private final Input input;
  private final CsvDialect dialect;
  private final Optional<String> list;
  private final Map<ObservationField, FieldMapping> fields;

  /**
   * @param input what the table is written in
   * @param dialect of a CSV table
   * @param list the member of a JSON object in which the records stand; empty where they are the
   *     elements of an array or follow one another
   * @param fields where each field comes from; a field that is not among them is not said
   */
  Mapping(
      Input input,
      CsvDialect dialect,
      Optional<String> list,
      Map<ObservationField, FieldMapping> fields) {
    this.input = input;
    this.dialect = dialect;
    this.list = list;
    this.fields = new EnumMap<>(fields);
  }

  /**
   * Reads a mapping file.
   *
   * @throws MappingException for the first thing that is wrong
   * @throws IOException if the bytes cannot be had
   */
  public static Mapping read(InputStream yaml) throws MappingException, IOException {
    return MappingFile.read(yaml);
  }

  /** Of a CSV table whose columns have the names of the fields that they give. */
  static Mapping ofColumns(List<ObservationField> columns) {
    Map<ObservationField, FieldMapping> fields = new EnumMap<>(ObservationField.class);
    for (ObservationField column : columns) {
      fields.put(column, FieldMapping.column(column.fieldName()));
    }
    return new Mapping(Input.CSV, CsvDialect.STANDARD, Optional.empty(), fields);
  }

  Input input() {
    return input;
  }

  CsvDialect dialect() {
    return dialect;
  }

  Optional<String> list() {
    return list;
  }

  Map<ObservationField, FieldMapping> fields() {
    return fields;
  }

  /** The columns that a field comes from, for a person; empty where they are called as it is. */
  String origin(ObservationField field) {
    FieldMapping mapping = fields.get(field);
    if (mapping == null
        || mapping.columns().isEmpty()
        || mapping.columns().equals(List.of(field.fieldName()))) {
      return "";
    }
    return (mapping.columns().size() == 1 ? "column " : "columns ")
        + String.join(", ", mapping.columns())
        + ": ";
  }
}
