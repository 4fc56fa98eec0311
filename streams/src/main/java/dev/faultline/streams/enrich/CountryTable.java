package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In which country an address lies, by tables in the format of ip-location-db.
 *
 * @see <a href="https://github.com/sapics/ip-location-db">ip-location-db: GeoFeed, Whois and ASN
 *     data of the NRO, CC BY 4.0</a>
 */
public final class CountryTable {

  private static final Logger LOG = LoggerFactory.getLogger(CountryTable.class);
  private static final String COLUMNS = "start,end,country";
  private static final Pattern CODE = Pattern.compile("[A-Z]{2}");

  private final AddressRanges ranges;
  private final List<String> countries;
  private final String version;

  private CountryTable(AddressRanges ranges, List<String> countries, String version) {
    this.ranges = ranges;
    this.countries = List.copyOf(countries);
    this.version = version;
  }

  /** Numbers the countries in the order in which they come. */
  private static final class Countries {
    private final List<String> codes = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(CsvRecord row) {
      String code = row.getField(2);
      if (!CODE.matcher(code).matches()) {
        throw new IllegalArgumentException("'" + code + "' is no country code of two letters");
      }
      return numbers.computeIfAbsent(
          code,
          added -> {
            codes.add(added);
            return codes.size() - 1;
          });
    }
  }

  /** A table that knows no address. */
  public static CountryTable empty() {
    AddressRangesBuilder none = new AddressRangesBuilder(true);
    return new CountryTable(none.ranges(), List.of(), none.version());
  }

  /**
   * Loads files of rows start, end, country code; ascending, without a header. The addresses of a
   * file that is not there stay unknown, which is logged once, here.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  public static CountryTable load(List<Path> files) throws IOException {
    AddressRangesBuilder ranges = new AddressRangesBuilder(true);
    Countries countries = new Countries();
    for (Path file : files) {
      if (Files.exists(file)) {
        ranges.add(file, COLUMNS, countries::number);
      } else {
        LOG.warn(
            "no IP-to-country table at {}: a country that an observation does not declare stays"
                + " unknown; the npm package @ip-location-db/geo-whois-asn-country has this file",
            file);
      }
    }
    return new CountryTable(ranges.ranges(), countries.codes, ranges.version());
  }

  /** The files that a folder is looked through for, as the npm package names them. */
  public static List<Path> files(Path folder) {
    return List.of(
        folder.resolve("geo-whois-asn-country-ipv4.csv"),
        folder.resolve("geo-whois-asn-country-ipv6.csv"));
  }

  /** The country of an address; null if none is listed, or for null, or for other text. */
  public String country(String ip) {
    return ip == null ? null : countryOf(IpAddress.parse(ip));
  }

  /** The same of an address that has been read; null for null. */
  String countryOf(IpAddress address) {
    Integer number = address == null ? null : ranges.find(address);
    return number == null ? null : countries.get(number);
  }

  /** Number of address ranges. */
  public int size() {
    return ranges.size();
  }

  /** Twelve hex digits that change with the content of the files. */
  public String version() {
    return version;
  }
}
