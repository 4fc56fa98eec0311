package dev.faultline.streams.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionTableTest {
  private static final String AWS =
      """
      {"syncToken": "1", "prefixes": [
        {"ip_prefix": "3.5.140.0/22", "region": "ap-northeast-2", "service": "AMAZON"},
        {"ip_prefix": "52.94.0.0/16", "region": "us-east-1", "service": "AMAZON"},
        {"ip_prefix": "52.94.76.0/22", "region": "us-west-2", "service": "EC2"},
        {"ip_prefix": "52.94.76.0/22", "region": "eu-west-1", "service": "S3"},
        {"ip_prefix": "99.77.0.0/24", "region": "GLOBAL", "service": "CLOUDFRONT"}],
       "ipv6_prefixes": [{"ipv6_prefix": "2600:1f60::/32", "region": "us-east-1"}]}
      """;
  private static final String GOOGLE =
      """
      {"prefixes": [
        {"ipv4Prefix": "34.35.0.0/16", "service": "Google Cloud", "scope": "africa-south1"},
        {"ipv6Prefix": "2600:1900:8000::/44", "service": "Google Cloud", "scope": "africa-south1"},
        {"ipv4Prefix": "34.96.0.0/20", "service": "Google Cloud", "scope": "global"}]}
      """;
  private static final String AZURE =
      """
      {"cloud": "Public", "values": [
        {"name": "ActionGroup", "properties": {"region": "", "addressPrefixes": ["4.145.74.52/30"]}},
        {"name": "AzureCloud.eastus", "properties":
          {"region": "eastus", "addressPrefixes": ["20.42.0.0/17", "2603:1030:210::/47"]}}]}
      """;

  private static final String ORACLE =
      """
      {"last_updated_timestamp": "2026-01-01T00:00:00.0", "regions": [
        {"region": "us-phoenix-1", "cidrs": [{"cidr": "129.146.0.0/21", "tags": ["OCI"]}]}]}
      """;

  @TempDir private Path folder;

  @Test
  void eachPublishersFileIsToldByItsContent() throws IOException {
    RegionTable table =
        RegionTable.load(List.of(file(AWS), packed(GOOGLE), file(AZURE), file(ORACLE)));

    assertThat(table.region("aws", "3.5.140.1")).isEqualTo("ap-northeast-2");
    assertThat(table.region("aws", "2600:1f60::1")).isEqualTo("us-east-1");
    assertThat(table.region("gcp", "34.35.255.255")).isEqualTo("africa-south1");
    assertThat(table.region("gcp", "2600:1900:8000::7")).isEqualTo("africa-south1");
    assertThat(table.region("azure", "20.42.0.1")).isEqualTo("eastus");
    assertThat(table.region("oracle", "129.146.7.255")).isEqualTo("us-phoenix-1");
    assertThat(table.region("azure", "2603:1030:211::1")).isEqualTo("eastus");
  }

  @Test
  void theLongestPrefixCountsAndOfEqualOnesTheFirst() throws IOException {
    RegionTable table = RegionTable.load(List.of(file(AWS)));

    assertThat(table.region("aws", "52.94.75.255")).isEqualTo("us-east-1");
    assertThat(table.region("aws", "52.94.76.0")).isEqualTo("us-west-2");
    assertThat(table.region("aws", "52.94.79.255")).isEqualTo("us-west-2");
    assertThat(table.region("aws", "52.94.80.0")).as("behind the inner one").isEqualTo("us-east-1");
    assertThat(table.region("aws", "52.95.0.0")).isNull();
  }

  @Test
  void whatIsGlobalOrAnothersOrNoAddressHasNoRegion() throws IOException {
    RegionTable table = RegionTable.load(List.of(file(AWS), file(GOOGLE), file(AZURE)));

    assertThat(table.region("aws", "99.77.0.1")).isNull();
    assertThat(table.region("gcp", "34.96.0.1")).isNull();
    assertThat(table.region("azure", "4.145.74.52")).as("a service's, not a region's").isNull();
    assertThat(table.region("hetzner", "3.5.140.1")).isNull();
    assertThat(table.region(null, "3.5.140.1")).isNull();
    assertThat(table.region("aws", "not an address")).isNull();
    assertThat(table.region("aws", null)).isNull();
  }

  @Test
  void aWrongFileIsNamedWithWhatIsWrong() throws IOException {
    Path other = file("{\"a\": 1}");
    assertThatThrownBy(() -> RegionTable.load(List.of(other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(other.toString())
        .hasMessageContaining("ip-ranges.json");
    Path wrong = file("{\"prefixes\": [{\"ip_prefix\": \"1.2.3.0/33\", \"region\": \"r\"}]}");
    assertThatThrownBy(() -> RegionTable.load(List.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.2.3.0/33");
  }

  /** Nested prefixes at random, against a look at all of them. */
  @Test
  void equalsALookAtAllPrefixes() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      NestedPrefixes nested = new NestedPrefixes();
      int[][] prefixes = new int[40][];
      for (int i = 0; i < prefixes.length; i++) {
        int length = 24 + random.nextInt(9);
        int first = random.nextInt(512) & -(1 << 32 - length);
        prefixes[i] = new int[] {first, length};
        nested.add("10.0.%d.%d/%d".formatted(first >> 8, first & 255, length), i);
      }
      AddressRanges ranges = nested.ranges();
      for (int address = 0; address < 512; address++) {
        Integer expected = null;
        for (int i = 0; i < prefixes.length; i++) {
          boolean inside = (address & -(1 << 32 - prefixes[i][1])) == prefixes[i][0];
          if (inside && (expected == null || prefixes[i][1] > prefixes[expected][1])) {
            expected = i;
          }
        }
        assertThat(ranges.find(IpAddress.ofIpv4(10L << 24 | address)))
            .as("seed %d, address %d", seed, address)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void readsThePublishedFiles() throws IOException {
    Path prefixes = RecordedData.file("ipdb/cloud-prefixes");
    RegionTable table =
        RegionTable.load(
            List.of(
                prefixes.resolve("aws_ip-ranges_2026-08.json.gz"),
                prefixes.resolve("gcp_cloud_2025-07.json"),
                prefixes.resolve("azure_ServiceTags_2025-10-20.json.gz")));

    assertThat(table.region("aws", "3.4.12.4")).isEqualTo("eu-west-1");
    assertThat(table.region("gcp", "34.80.0.1")).isEqualTo("asia-east1");
    assertThat(table.region("azure", "20.42.0.1")).isEqualTo("eastus");
    assertThat(table.region("gcp", "34.64.0.1")).as("Google's by its ASN, not listed").isNull();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "ranges", ".json"), content);
  }

  private Path packed(String content) throws IOException {
    Path file = Files.createTempFile(folder, "ranges", ".json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return file;
  }
}
