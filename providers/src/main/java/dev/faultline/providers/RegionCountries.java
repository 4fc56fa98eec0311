package dev.faultline.providers;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which country a provider's region lies, by what the providers publish. */
public final class RegionCountries {

  private static final String TABLE = "region-countries.csv";

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, String> byRegion = new HashMap<>();

  private RegionCountries() {}

  /**
   * One region.
   *
   * @param provider canonical id
   * @param region the provider's own name of it
   * @param country ISO 3166-1 alpha-2
   * @param source where the provider says so
   */
  public record Row(String provider, String region, String country, String source) {}

  /** A table that knows no region. */
  public static RegionCountries empty() {
    return new RegionCountries();
  }

  /** Loads the table that ships with the product. */
  public static RegionCountries load() {
    try (InputStream table = RegionCountries.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("this build lacks its table " + TABLE);
      }
      return read(new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * Reads a table with a header: provider, country, regions (apart by spaces), source.
   *
   * @throws IllegalArgumentException naming a region that has two countries
   */
  static RegionCountries read(String csv) throws IOException {
    RegionCountries table = new RegionCountries();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : rows) {
        for (String region : row.getField("regions").split(" ")) {
          table.add(
              new Row(
                  row.getField("provider"),
                  region,
                  row.getField("country"),
                  row.getField("source")));
        }
      }
    }
    return table;
  }

  private void add(Row row) {
    String name = row.provider() + "/" + row.region();
    if (byRegion.putIfAbsent(name, row.country()) != null) {
      throw new IllegalArgumentException(name + " has two countries");
    }
    rows.add(row);
  }

  /** Every region, in the order of the table. */
  public List<Row> all() {
    return List.copyOf(rows);
  }

  /** The country of a provider's region; null if it is not listed. */
  public String countryOf(String provider, String region) {
    return byRegion.get(provider + "/" + region);
  }
}
