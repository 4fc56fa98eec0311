package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.providers.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * One spelling per city of a country: lower case, without diacritics, letters and digits only, the
 * words joined by hyphens; then the alias table.
 */
public final class Cities {

  private static final String TABLE = "cities.csv";

  /** Sources repeat a few thousand cities; a hostile one must not fill the memory. */
  private static final int MOST_REMEMBERED = 20_000;

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern HYPHENS_AT_ENDS = Pattern.compile("^-|-$");

  /** Letters that no decomposition takes apart. */
  private static final Map<String, String> LETTERS =
      Map.of(
          "ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı",
          "i");

  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, String> remembered = new ConcurrentHashMap<>();
  private final String version;

  private Cities(String version) {
    this.version = version;
  }

  /** Loads the table that ships with the product. */
  public static Cities load() {
    try (InputStream table = Cities.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("this build lacks its table " + TABLE);
      }
      return read(new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * Reads a table with a header: country, city, aliases (apart by semicolons).
   *
   * @throws IllegalArgumentException naming an alias that two cities of a country claim
   */
  static Cities read(String csv) throws IOException {
    Cities cities = new Cities(Digest.of(csv));
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : rows) {
        String country = row.getField("country");
        String city = spelling(row.getField("city"));
        for (String alias : row.getField("aliases").split(";")) {
          String other = cities.aliases.put(country + "/" + spelling(alias), city);
          if (other != null && !other.equals(city)) {
            throw new IllegalArgumentException(
                "'" + alias + "' in " + country + " is already " + other);
          }
        }
      }
    }
    return cities;
  }

  /**
   * The one spelling of a city, such as {@code frankfurt-am-main}; null if it holds neither letter
   * nor digit.
   *
   * @param country two letters
   */
  String named(String country, String city) {
    String key = country + "/" + city;
    String known = remembered.get(key);
    if (known == null) {
      String spelling = spelling(city);
      known = aliases.getOrDefault(country + "/" + spelling, spelling);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(key, known);
      }
    }
    return known.isEmpty() ? null : known;
  }

  /** Lower case, no diacritics, words of letters and digits joined by hyphens; may be empty. */
  static String spelling(String city) {
    String lower = city.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
      lower = lower.replace(letter.getKey(), letter.getValue());
    }
    String plain = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    String words =
        SEPARATORS.matcher(Normalizer.normalize(plain, Normalizer.Form.NFC)).replaceAll("-");
    return HYPHENS_AT_ENDS.matcher(words).replaceAll("");
  }

  /** Twelve hex digits that change with the table's content. */
  public String version() {
    return version;
  }
}
