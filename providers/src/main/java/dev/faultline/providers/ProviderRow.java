package dev.faultline.providers;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.schemas.HostingClass;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one row of the providers table; every complaint names the line and the column. */
final class ProviderRow {

  static final List<String> COLUMNS = List.of("id", "name", "hosting", "asns", "aliases", "source");

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]*");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final long LARGEST_ASN = 0xFFFF_FFFFL;

  private final String file;
  private final NamedCsvRecord row;

  ProviderRow(String file, NamedCsvRecord row) {
    this.file = file;
    this.row = row;
  }

  /**
   * Adds the row's provider, its ASNs and its spellings.
   *
   * @throws IllegalArgumentException naming file, line and column of the first mistake
   */
  void addTo(Providers providers) {
    if (!row.getHeader().equals(COLUMNS)) {
      throw new IllegalArgumentException(
          file + " line 1: columns must be " + String.join(",", COLUMNS));
    }
    Provider provider =
        new Provider(
            read("id", this::id),
            read("name", this::text),
            read("hosting", this::hosting),
            read("asns", this::asns),
            read("aliases", field -> Arrays.asList(field.split(";"))),
            read("source", this::text));
    ProviderName name = read("id", field -> providers.add(provider));
    read("id", field -> spell(providers, List.of(field), name));
    read("name", field -> spell(providers, List.of(field), name));
    read("aliases", field -> spell(providers, provider.aliases(), name));
    read(
        "asns",
        field -> {
          provider.asns().forEach(asn -> providers.addAsn(asn, name));
          return name;
        });
  }

  private static ProviderName spell(
      Providers providers, List<String> spellings, ProviderName name) {
    spellings.forEach(spelling -> providers.addSpelling(spelling, name));
    return name;
  }

  private <T> T read(String column, Function<String, T> reader) {
    String field = row.findField(column).orElse("");
    try {
      return reader.apply(field);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          file
              + " line "
              + row.getStartingLineNumber()
              + ", column "
              + column
              + ": "
              + wrong.getMessage(),
          wrong);
    }
  }

  private String id(String field) {
    if (!ID.matcher(field).matches()) {
      throw new IllegalArgumentException(
          "expected lower-case letters, digits, dots and dashes, not '" + field + "'");
    }
    return field;
  }

  private String text(String field) {
    if (field.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    return field;
  }

  private HostingClass hosting(String field) {
    for (HostingClass hosting : HostingClass.values()) {
      if (field.equals(hosting.name().toLowerCase(Locale.ROOT))) {
        return hosting;
      }
    }
    throw new IllegalArgumentException("'" + field + "' is no hosting class");
  }

  private List<Long> asns(String field) {
    return Arrays.stream(field.split(" ")).filter(asn -> !asn.isEmpty()).map(this::asn).toList();
  }

  private Long asn(String field) {
    if (!NUMBER.matcher(field).matches()
        || Long.parseLong(field) < 1
        || Long.parseLong(field) > LARGEST_ASN) {
      throw new IllegalArgumentException("'" + field + "' is no ASN: expected 1 to " + LARGEST_ASN);
    }
    return Long.valueOf(field);
  }
}
