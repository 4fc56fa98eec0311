package dev.faultline.ingest.check;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How documents spell countries: the names of ISO 3166-1, what is said in their stead, codes of
 * three letters, and codes that are in use though ISO gives others, such as {@code UK}. The names
 * are those of {@code iso3166.tab} of the IANA time zone database and of ISO's online browsing
 * platform (iso.org/obp); the short ones are common English.
 */
final class CountrySpellings {

  private static final String TABLE = "country-spellings.csv";
  private static final Map<String, String> CODES = load();

  private CountrySpellings() {}

  /** The code of two letters; empty if nobody spells a country so. */
  static Optional<String> codeOf(String spelling) {
    return Optional.ofNullable(CODES.get(key(spelling)));
  }

  private static String key(String spelling) {
    return spelling.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }

  private static Map<String, String> load() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.put(key(new Locale("", code).getISO3Country()), code);
    }
    try (InputStream table = CountrySpellings.class.getResourceAsStream(TABLE);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .ofNamedCsvRecord(new String(table.readAllBytes(), StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : rows) {
        for (String spelling : row.getField("spellings").split(";")) {
          codes.put(key(spelling), row.getField("code"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(codes);
  }
}
