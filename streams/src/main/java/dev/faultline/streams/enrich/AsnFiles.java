package dev.faultline.streams.enrich;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Collects the rows of IP-to-ASN files. */
final class AsnFiles {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");

  private final AddressRangesBuilder ranges = new AddressRangesBuilder(false);
  private final Map<Long, String> organizations = new HashMap<>();

  /**
   * Adds a file's rows: start, end, ASN, organization; no header. A file {@code .tsv} is one of
   * iptoasn.com: start, end, ASN, country, organization, where ASN 0 is nobody's. A file {@code
   * .mmdb} is one of MaxMind's format.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming file and line of a row that is wrong or out of order
   */
  void add(Path file) throws IOException {
    if (MmdbFile.isOne(file)) {
      MmdbFile.read(file, ranges, "autonomous_system_number and no asn", this::number);
    } else if (file.getFileName().toString().endsWith(".tsv")) {
      ranges.add(
          file,
          "start,end,asn,country,organization",
          '\t',
          row -> !row.getField(2).equals("0"),
          row -> number(row, 4));
    } else {
      ranges.add(file, "start,end,asn,organization", row -> number(row, 3));
    }
  }

  private int number(CsvRecord row, int organization) {
    long asn = asn(row.getField(2));
    organizations.putIfAbsent(asn, row.getField(organization));
    return (int) asn;
  }

  /** As MaxMind and DB-IP call it, or as IPinfo does, {@code "asn": "AS15169"}. */
  private Integer number(Map<String, Object> entry) {
    Object number = entry.getOrDefault("autonomous_system_number", entry.get("asn"));
    if (number == null) {
      return null;
    }
    String text = number.toString();
    long asn = asn(text.startsWith("AS") ? text.substring(2) : text);
    if (asn == 0) {
      return null;
    }
    Object organization =
        entry.getOrDefault("autonomous_system_organization", entry.get("as_name"));
    if (organization != null) {
      organizations.putIfAbsent(asn, organization.toString());
    }
    return (int) asn;
  }

  private static long asn(String field) {
    if (!NUMBER.matcher(field).matches() || Long.parseLong(field) >>> Integer.SIZE != 0) {
      throw new IllegalArgumentException("'" + field + "' is no ASN");
    }
    return Long.parseLong(field);
  }

  /** What was read; nothing may be added after. */
  AsnTable table() {
    return new AsnTable(ranges.ranges(), organizations, ranges.version());
  }
}
