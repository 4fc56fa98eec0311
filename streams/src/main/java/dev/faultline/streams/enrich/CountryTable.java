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

  private final AddressRanges told;
  private final AddressRanges ranges;
  private final List<String> countries;
  private final String version;

  /**
   * @param told what operators say of their own prefixes, which goes before the ranges
   */
  private CountryTable(
      AddressRanges told, AddressRanges ranges, List<String> countries, String version) {
    this.told = told;
    this.ranges = ranges;
    this.countries = List.copyOf(countries);
    this.version = version;
  }

  /** Numbers the countries in the order in which they come. */
  private static final class Countries {
    private final List<String> codes = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(CsvRecord row) {
      return number(row.getField(2));
    }

    /** As MaxMind and DB-IP have it, {@code country.iso_code}, or as IPinfo, a text. */
    Integer number(Map<String, Object> entry) {
      Object country = entry.getOrDefault("country_code", entry.get("country"));
      Object code = country instanceof Map<?, ?> named ? named.get("iso_code") : country;
      return code == null ? null : number(code.toString());
    }

    int number(String code) {
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
    return new CountryTable(
        new NestedPrefixes().ranges(), none.ranges(), List.of(), none.version());
  }

  /**
   * Loads files, each told by its content: rows start, end, country code, ascending, without a
   * header; a database of MaxMind's format ({@code .mmdb}); a geofeed (RFC 8805), which goes before
   * all others, as the word of whoever has the addresses. The addresses of a file that is not there
   * stay unknown, which is logged once, here.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  public static CountryTable load(List<Path> files) throws IOException {
    AddressRangesBuilder ranges = new AddressRangesBuilder(true);
    NestedPrefixes told = new NestedPrefixes();
    Countries countries = new Countries();
    for (Path file : files) {
      if (Files.exists(file)) {
        add(file, ranges, told, countries);
      } else {
        LOG.warn(
            "no IP-to-country table at {}: a country that an observation does not declare stays"
                + " unknown; the npm package @ip-location-db/geo-whois-asn-country has this file",
            file);
      }
    }
    return new CountryTable(told.ranges(), ranges.ranges(), countries.codes, ranges.version());
  }

  private static void add(
      Path file, AddressRangesBuilder ranges, NestedPrefixes told, Countries countries)
      throws IOException {
    if (MmdbFile.isOne(file)) {
      MmdbFile.read(file, ranges, "country.iso_code and no country_code", countries::number);
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    if (GeofeedFile.isOne(bytes)) {
      ranges.digest(bytes);
      GeofeedFile.read(file.toString(), bytes, told, countries::number);
    } else {
      ranges.add(file, COLUMNS, (CsvRecord row) -> countries.number(row));
    }
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
    if (address == null) {
      return null;
    }
    Integer number = told.size() == 0 ? null : told.find(address);
    if (number == null) {
      number = ranges.find(address);
    }
    return number == null || number < 0 ? null : countries.get(number);
  }

  /** Number of address ranges. */
  public int size() {
    return told.size() + ranges.size();
  }

  /** Twelve hex digits that change with the content of the files. */
  public String version() {
    return version;
  }
}
