package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsnTableTest {

  @TempDir private Path folder;

  @Test
  void findsTheRangeThatHoldsAnAddress() throws IOException {
    write(
        "asn-ipv4.csv",
        "1.0.0.0,1.0.0.255,13335,\"Cloudflare, Inc.\"",
        "1.0.4.0,1.0.7.255,38803,Gtelecom",
        "203.0.113.7,203.0.113.7,4294967295,One address");
    write("asn-ipv6.csv", "2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,6939,Hurricane");

    AsnTable table = AsnTable.load(folder);

    assertThat(table.size()).isEqualTo(4);
    assertThat(table.asn("1.0.0.0")).isEqualTo(13335);
    assertThat(table.asn("1.0.0.255")).isEqualTo(13335);
    assertThat(table.asn("::ffff:1.0.0.9")).as("the same address").isEqualTo(13335);
    assertThat(table.asn("1.0.1.0")).as("between two ranges").isNull();
    assertThat(table.asn("0.255.255.255")).as("below all").isNull();
    assertThat(table.asn("203.0.113.7")).isEqualTo(4294967295L);
    assertThat(table.asn("203.0.113.8")).isNull();
    assertThat(table.asn("2001:db8:1::1")).isEqualTo(6939);
    assertThat(table.asn("2001:db9::")).as("above all").isNull();
    assertThat(table.asn("abc.onion")).isNull();
    assertThat(table.asn(null)).isNull();
    assertThat(table.organization(13335)).isEqualTo("Cloudflare, Inc.");
    assertThat(table.organization(1)).isNull();
  }

  @Test
  void tablesOfIptoasnAreReadToo() throws IOException {
    write("asn-ipv4.csv", "1.0.0.0,1.0.0.255,1,not read beside the other");
    write(
        "ip2asn-v4.tsv",
        "1.0.0.0\t1.0.0.255\t13335\tUS\tCLOUDFLARENET",
        "1.0.1.0\t1.0.3.255\t0\tNone\tNot routed",
        "1.0.4.0\t1.0.7.255\t4294967295\tAU\tWPL-AS-AP, \"Wirefreebroadband\"");
    write("asn-ipv6.csv", "2001:db8::,2001:db8::ffff,6939,Hurricane");
    AsnTable table = AsnTable.load(folder);

    assertThat(table.asn("1.0.0.1")).isEqualTo(13335);
    assertThat(table.organization(13335)).isEqualTo("CLOUDFLARENET");
    assertThat(table.asn("1.0.2.1")).isNull();
    assertThat(table.asn("1.0.5.1")).isEqualTo(4294967295L);
    assertThat(table.asn("2001:db8::1")).isEqualTo(6939);
  }

  @Test
  void ofOverlappingRangesTheLaterStartWins() throws IOException {
    write("asn-ipv4.csv", "214.95.0.0,215.0.255.255,749,DoD", "215.0.0.0,215.1.3.255,721,DoD");

    AsnTable table = AsnTable.load(folder);

    assertThat(table.asn("214.255.0.0")).isEqualTo(749);
    assertThat(table.asn("215.0.1.0")).isEqualTo(721);
  }

  @Test
  void rangesMayCoverManyBlocksAndEndsOfTheSpace() throws IOException {
    write("asn-ipv4.csv", "0.0.0.0,9.255.255.255,1,low", "11.0.0.0,255.255.255.255,2,high");
    write("asn-ipv6.csv", "::1:0:0:0,8000::,3,six");

    AsnTable table = AsnTable.load(folder);

    assertThat(table.asn("0.0.0.0")).isEqualTo(1);
    assertThat(table.asn("9.255.255.255")).isEqualTo(1);
    assertThat(table.asn("10.0.0.0")).isNull();
    assertThat(table.asn("10.255.255.255")).isNull();
    assertThat(table.asn("11.0.0.0")).isEqualTo(2);
    assertThat(table.asn("255.255.255.255")).isEqualTo(2);
    assertThat(table.asn("::1")).isNull();
    assertThat(table.asn("::1:0:0:0")).isEqualTo(3);
    assertThat(table.asn("8000::")).isEqualTo(3);
    assertThat(table.asn("8000::1")).isNull();
  }

  @Test
  void growsPastItsFirstCapacity() throws IOException {
    String[] rows = new String[5_000];
    for (int i = 0; i < rows.length; i++) {
      String prefix = "10." + i / 256 + "." + i % 256;
      rows[i] = prefix + ".0," + prefix + ".200," + (i + 1) + ",n" + i;
    }
    write("asn-ipv4.csv", rows);

    AsnTable table = AsnTable.load(folder);

    for (int i = 0; i < rows.length; i++) {
      String prefix = "10." + i / 256 + "." + i % 256;
      assertThat(table.asn(prefix + ".200")).isEqualTo(i + 1);
      assertThat(table.asn(prefix + ".201")).isNull();
    }
  }

  @Test
  void knowsNothingWithoutFiles() throws IOException {
    AsnTable table = AsnTable.load(folder.resolve("nowhere"));

    assertThat(table.size()).isZero();
    assertThat(table.asn("1.0.0.0")).isNull();
    assertThat(table.version()).isEqualTo(AsnTable.empty().version());
  }

  @Test
  void theVersionFollowsTheContent() throws IOException {
    write("asn-ipv4.csv", "1.0.0.0,1.0.0.255,13335,Cloudflare");
    String before = AsnTable.load(folder).version();
    write("asn-ipv4.csv", "1.0.0.0,1.0.0.255,13336,Cloudflare");

    assertThat(before).hasSize(12).isNotEqualTo(AsnTable.load(folder).version());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0,1.0.0.255,13335",
        "1.0.0,1.0.0.255,13335,x",
        "1.0.0.9,1.0.0.1,13335,x",
        "1.0.0.0,1.0.0.9,AS1,x",
        "1.0.0.0,1.0.0.9,4294967296,x",
        "0.9.9.5,0.9.9.9,1,x"
      })
  void aWrongRowIsNamedByFileAndLine(String row) throws IOException {
    write("asn-ipv4.csv", "0.9.9.5,0.9.9.7,1,x", row);

    assertThatThrownBy(() -> AsnTable.load(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asn-ipv4.csv line 2: ");
  }

  /** Needs a copy of the npm package @ip-location-db/asn; FAULTLINE_ASN_TABLE names its folder. */
  @Test
  void agreesWithWhatIsKnownOfRealAddresses() throws IOException {
    String real = System.getenv("FAULTLINE_ASN_TABLE");
    assumeTrue(real != null, "skipped: FAULTLINE_ASN_TABLE names no folder of @ip-location-db/asn");
    AsnTable table = AsnTable.load(Path.of(real));

    assertThat(table.asn("52.95.110.1")).isEqualTo(16509);
    assertThat(table.asn("34.64.0.1")).isEqualTo(396982);
    assertThat(table.asn("20.42.0.1")).isEqualTo(8075);
    assertThat(table.asn("95.216.1.1")).isEqualTo(24940);
    assertThat(table.asn("51.68.1.1")).isEqualTo(16276);
    assertThat(table.asn("138.68.1.1")).isEqualTo(14061);
    assertThat(table.asn("2600:1f18::1")).as("AWS us-east-1").isIn(14618L, 16509L);
    assertThat(table.asn("185.12.64.1")).as("Hetzner's, but not in this table").isNull();
    assertThat(table.asn("192.168.1.1")).isNull();
    assertThat(table.organization(24940)).isEqualTo("Hetzner Online GmbH");
  }

  private void write(String name, String... rows) throws IOException {
    Files.writeString(folder.resolve(name), String.join("\n", rows) + "\n");
  }
}
