package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases of MaxMind's format, and geofeeds, where tables are read else. */
class AddressDatabasesTest {

  private static final byte[] ASNS =
      new MmdbWriter()
          .add("1.0.0.0/24", asn(13335, "Cloudflare, Inc."))
          .add("1.0.4.0/22", asn(4_294_967_295L, "Gtelecom"))
          .add("2a01:4f8::/32", asn(24940, "Hetzner Online GmbH"))
          .add("9.9.9.0/24", Map.of("asn", "AS19281", "as_name", "Quad9"))
          .bytes("GeoLite2-ASN");
  private static final byte[] COUNTRIES =
      new MmdbWriter()
          .add("5.9.0.0/16", Map.of("country", Map.of("iso_code", "DE")))
          .add("5.10.0.0/16", Map.of("continent", Map.of("code", "EU")))
          .add("2a01:4f8::/32", Map.of("country_code", "FI"))
          .bytes("DBIP-Country-Lite");

  @TempDir private Path folder;

  private static Map<String, Object> asn(long number, String organization) {
    return Map.of(
        "autonomous_system_number", number, "autonomous_system_organization", organization);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void asnsOfADatabaseByPathOrAsTheOneOfAFolder() throws IOException {
    write("asn-ipv4.csv", "1.0.0.0,1.0.0.255,1,not read beside the other");
    Path file = write("GeoLite2-ASN.mmdb", ASNS);

    for (Path given : List.of(file, folder)) {
      AsnTable table = AsnTable.load(given);
      assertThat(AsnTable.files(given)).containsExactly(file);
      assertThat(table.size()).isEqualTo(4);
      assertThat(table.asn("1.0.0.255")).isEqualTo(13335);
      assertThat(table.asn("1.0.1.0")).isNull();
      assertThat(table.asn("1.0.7.255")).isEqualTo(4_294_967_295L);
      assertThat(table.asn("9.9.9.9")).isEqualTo(19281);
      assertThat(table.asn("2a01:4f8:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo(24940);
      assertThat(table.asn("2a01:4f9::")).isNull();
      assertThat(table.organization(24940)).isEqualTo("Hetzner Online GmbH");
    }
    write("other.mmdb", COUNTRIES);
    assertThatThrownBy(() -> AsnTable.load(folder)).hasMessageContaining("several databases");
  }

  @Test
  void countriesOfADatabase() throws IOException {
    CountryTable table = CountryTable.load(List.of(write("dbip.mmdb", COUNTRIES)));

    assertThat(table.country("5.9.1.2")).isEqualTo("DE");
    assertThat(table.country("5.10.1.2")).as("a continent is no country").isNull();
    assertThat(table.country("2a01:4f8::7")).isEqualTo("FI");
    assertThat(table.version()).isNotEqualTo(CountryTable.empty().version());
  }

  @Test
  void whatIsNoSuchDatabaseIsSaidWithItsFile() throws IOException {
    Path countries = write("a.mmdb", COUNTRIES);
    assertThatThrownBy(() -> AsnTable.load(countries))
        .hasMessageContaining("a.mmdb: no network has autonomous_system_number")
        .hasMessageContaining("'DBIP-Country-Lite'");
    Path asns = write("b.mmdb", ASNS);
    assertThatThrownBy(() -> CountryTable.load(List.of(asns)))
        .hasMessageContaining("b.mmdb: no network has country.iso_code");
    for (byte[] broken :
        List.of(
            "1.0.0.0,1.0.0.255,1,x".getBytes(),
            new byte[0],
            Arrays.copyOf(ASNS, ASNS.length / 2),
            Arrays.copyOfRange(ASNS, 200, ASNS.length))) {
      Path file = write("c.mmdb", broken);
      assertThatThrownBy(() -> AsnTable.load(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("c.mmdb");
    }
    Path wrong =
        write(
            "d.mmdb",
            new MmdbWriter()
                .add("5.9.0.0/16", Map.of("country", Map.of("iso_code", "Germany")))
                .bytes("x"));
    assertThatThrownBy(() -> CountryTable.load(List.of(wrong)))
        .hasMessageContaining("d.mmdb, 5.9.0.0/16: 'Germany' is no country code");
  }

  @Test
  void aGeofeedGoesBeforeTheTable() throws IOException {
    Path feed =
        write(
            "geofeed.csv",
            """
            # prefix,country,region,city,postal
            5.9.16.0/24,FI,FI-18,Helsinki,
            5.9.0.0/18,AT,,,
            5.9.17.7,CH
            2a01:4f8:1::/48,NL,NL-NH,Amsterdam,
            5.9.18.0/24,,,,
            """);
    Path table = write("table.csv", "5.9.0.0,5.9.255.255,DE\n");

    for (List<Path> order : List.of(List.of(feed, table), List.of(table, feed))) {
      CountryTable countries = CountryTable.load(order);
      assertThat(countries.country("5.9.16.1")).as("the longest prefix").isEqualTo("FI");
      assertThat(countries.country("5.9.0.1")).isEqualTo("AT");
      assertThat(countries.country("5.9.17.7")).as("an address alone").isEqualTo("CH");
      assertThat(countries.country("5.9.64.1")).as("by the table").isEqualTo("DE");
      assertThat(countries.country("5.9.18.1")).as("nowhere, by its owner").isNull();
      assertThat(countries.country("2a01:4f8:1::9")).isEqualTo("NL");
      assertThat(countries.country("2a01:4f8:2::9")).isNull();
    }
  }

  @Test
  void whatIsWrongInAGeofeedIsNamedByFileLineAndField() throws IOException {
    Path country = write("a.csv", "5.9.0.0/16,DE\n5.10.0.0/16,Germany,,,\n");
    assertThatThrownBy(() -> CountryTable.load(List.of(country)))
        .hasMessageContaining("a.csv line 2: 'Germany' is no country code");
    Path prefix = write("b.csv", "# x\n5.9.0.0/33,DE,,,\n");
    assertThatThrownBy(() -> CountryTable.load(List.of(prefix)))
        .hasMessageContaining("b.csv line 2: '5.9.0.0/33' is longer than 32 bits");
    Path none = write("c.csv", "5.9.0.0/16,DE\nfrankfurt,DE,,,\n");
    assertThatThrownBy(() -> CountryTable.load(List.of(none)))
        .hasMessageContaining("c.csv line 2: 'frankfurt/32' is no prefix");
  }
}
