package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountryTableTest {

  @TempDir private Path folder;

  private CountryTable table(String ipv4, String ipv6) throws IOException {
    List<Path> files = CountryTable.files(folder);
    Files.writeString(files.get(0), ipv4);
    Files.writeString(files.get(1), ipv6);
    return CountryTable.load(files);
  }

  @Test
  void tellsTheCountryOfAnAddressOfEitherKind() throws IOException {
    CountryTable table =
        table(
            "5.9.0.0,5.9.255.255,DE\n52.95.110.0,52.95.110.255,US\n",
            "2a01:4f8::,2a01:4f8:ffff::,DE\n");

    assertThat(table.country("5.9.1.2")).isEqualTo("DE");
    assertThat(table.country("52.95.110.7")).isEqualTo("US");
    assertThat(table.country("2a01:4f8::7")).isEqualTo("DE");
    assertThat(table.country("8.8.8.8")).isNull();
    assertThat(table.country("somewhere")).isNull();
    assertThat(table.country(null)).isNull();
    assertThat(table.size()).isEqualTo(3);
  }

  /** As in the table that is shipped: a block, and parts of it that were lent. */
  @Test
  void ofRangesThatOverlapTheLaterWins() throws IOException {
    CountryTable table =
        table(
            "5.61.192.0,5.61.199.255,FR\n5.61.192.0,5.61.193.255,SK\n5.61.194.0,5.61.195.255,NL\n",
            "");

    assertThat(table.country("5.61.192.1")).isEqualTo("SK");
    assertThat(table.country("5.61.195.1")).isEqualTo("NL");
    assertThat(table.country("5.61.197.1")).as("unknown is no mistake").isNull();
  }

  @Test
  void whatIsNoCountryIsNamedByFileAndLine() {
    assertThatThrownBy(() -> table("5.9.0.0,5.9.255.255,Germany\n", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ipv4.csv line 1: 'Germany' is no country code");
    assertThatThrownBy(() -> table("5.9.0.0,5.9.255.255\n", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected start,end,country");
  }

  @Test
  void aMissingFileLeavesItsAddressesUnknown() throws IOException {
    assertThat(CountryTable.load(CountryTable.files(folder)).country("5.9.1.2")).isNull();
  }

  @Test
  void theVersionChangesWithTheContent() throws IOException {
    String before = table("5.9.0.0,5.9.255.255,DE\n", "").version();

    assertThat(table("5.9.0.0,5.9.255.255,FI\n", "").version()).isNotEqualTo(before);
  }
}
