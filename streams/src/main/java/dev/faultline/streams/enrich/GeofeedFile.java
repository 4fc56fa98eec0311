package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A geofeed (RFC 8805), in which operators say where their own prefixes are: {@code
 * prefix,country,region,city,postal}, in any order and inside one another, with comments after
 * {@code #}. A prefix without a country says that it is nowhere to be placed.
 */
final class GeofeedFile {

  private static final int LONGEST_COUNTRY = 2;

  private GeofeedFile() {}

  /**
   * Whether a text is one: its first row begins with a prefix, or with an address and a country.
   */
  static boolean isOne(byte[] bytes) throws IOException {
    try (CsvReader<CsvRecord> rows = rows(bytes)) {
      Optional<CsvRecord> first = rows.stream().findFirst();
      return first.isPresent()
          && (first.get().getField(0).contains("/")
              || first.get().getFieldCount() > 1
                  && first.get().getField(1).length() <= LONGEST_COUNTRY);
    }
  }

  /**
   * Adds the prefixes of one.
   *
   * @param name of the file, for messages
   * @param number what a country is numbered
   * @throws IllegalArgumentException naming file, line and field of what is wrong
   */
  static void read(String name, byte[] bytes, NestedPrefixes prefixes, ToIntFunction<String> number)
      throws IOException {
    try (CsvReader<CsvRecord> rows = rows(bytes)) {
      for (CsvRecord row : rows) {
        try {
          String country = row.getFieldCount() > 1 ? row.getField(1).strip() : "";
          String prefix = prefix(row.getField(0).strip());
          prefixes.add(prefix, country.isEmpty() ? -1 : number.applyAsInt(country));
        } catch (IllegalArgumentException wrong) {
          throw new IllegalArgumentException(
              name + " line " + row.getStartingLineNumber() + ": " + wrong.getMessage(), wrong);
        }
      }
    }
  }

  /** An address alone is a prefix of its own. */
  private static String prefix(String field) {
    if (field.indexOf('/') >= 0) {
      return field;
    }
    return field + (field.indexOf(':') >= 0 ? "/128" : "/32");
  }

  private static CsvReader<CsvRecord> rows(byte[] bytes) {
    Reader reader = new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    return CsvReader.builder()
        .commentStrategy(CommentStrategy.SKIP)
        .allowMissingFields(true)
        .allowExtraFields(true)
        .ofCsvRecord(reader);
  }
}
