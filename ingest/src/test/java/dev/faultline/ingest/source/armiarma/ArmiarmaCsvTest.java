package dev.faultline.ingest.source.armiarma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmiarmaCsvTest {

  private static final Set<Long> AMAZON = Set.of(16509L, 14618L, 8987L);
  private static final Instant OBSERVED_AT = Instant.parse("2025-11-23T00:00:00Z");
  private static final ReadOptions OPTIONS = ReadRecords.OPTIONS.withObservedAt(OBSERVED_AT);
  private static final String HEADER =
      "ip,country,country_code,city,region_name,lat,lon,isp,org,as_raw,asname,hosting,proxy,mobile\n";

  private final ArmiarmaCsv format = new ArmiarmaCsv();

  private static String row(String ip, String isp, String org, String asn, String hosting) {
    return ip
        + ",Germany,DE,Berlin,Berlin,52,13,"
        + isp
        + ","
        + org
        + ","
        + asn
        + ",NAME,"
        + hosting
        + ",f,f\n";
  }

  private ReadRecords read(String... rows) {
    return ReadRecords.of(format, HEADER + String.join("", rows), OPTIONS);
  }

  @Test
  void readsARow() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .containsExactly(
            new Observation(
                "ethereum",
                "consensus",
                "3.80.1.1",
                OBSERVED_AT,
                NodeStatus.UP,
                "3.80.1.1",
                14618L,
                "AWS EC2",
                "us-east-1",
                "US",
                null,
                null,
                null,
                null,
                null,
                "armiarma-csv",
                "Ashburn"));
  }

  @Test
  void theBooleansAreLettersAndFIsNotTrue() {
    ReadRecords read =
        read(
            row("5.9.0.1", "Hetzner", "", "AS24940 Hetzner", "t"),
            row("5.9.0.2", "Telekom", "", "AS3320 Telekom", "f"),
            row("5.9.0.3", "Telekom", "", "AS3320 Telekom", ""),
            row("5.9.0.4", "Telekom", "", "AS3320 Telekom", "yes"));

    assertThat(read.observations())
        .extracting(Observation::getHosting)
        .containsExactly(null, HostingClass.RESIDENTIAL, null);
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::reason)
        .containsExactly(
            tuple(
                5L,
                "hosting",
                "'yes' is not one of hyperscale, cloud, datacenter, residential, consumer, tor"));
  }

  @ParameterizedTest
  @CsvSource({
    "AWS EC2 (us-east-1), AWS EC2, us-east-1",
    "Google Cloud (europe-west9), Google Cloud, europe-west9",
    "Microsoft Azure Cloud (westus3), Microsoft Azure Cloud, westus3",
    "Oracle Cloud Infrastructure (ap-osaka-1), Oracle Cloud Infrastructure, ap-osaka-1",
    "AWS CloudFront (GLOBAL),,",
    "Optimum Online (Cablevision Systems),,",
    "AirVPN.org exit server (Zibal),,",
    "Provider Local Registry (at.fonira),,",
    "AWS EC2 (),,",
    "A customer,,",
    "'',,",
  })
  void theOrganizationMayCarryTheRegion(String org, String provider, String region) {
    ReadRecords read = read(row("5.9.0.1", "The ISP", org, "AS1 X", "t"));

    assertThat(read.observations())
        .extracting(Observation::getProvider, Observation::getRegion)
        .containsExactly(tuple(provider, region));
  }

  @Test
  void theNamesStandInForAMissingAs() {
    ReadRecords read =
        read(row("5.9.0.1", "", "Hetzner", "", "t"), row("5.9.0.2", "OVH", "A customer", "", "t"));

    assertThat(read.observations())
        .extracting(Observation::getProvider)
        .containsExactly("Hetzner", "OVH");
    assertThat(read.observations().get(0).getAsn()).isNull();
  }

  @Test
  void refusesBadRowsAlone() {
    ReadRecords read =
        read(
            row("192.168.1.1", "X", "", "AS1 X", "t"),
            row("5.9.0.1", "X", "", "AS X", "t"),
            row("5.9.0.2", "X", "", "Amazon", "t"),
            "5.9.0.3,too,few\n",
            row("2a01:4f9::2", "X", "", "AS24940", "f"));

    assertThat(read.observations()).extracting(Observation::getAsn).containsExactly(24940L);
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::extent)
        .containsExactly(
            tuple(2L, "ip", Extent.RECORD),
            tuple(3L, "asn", Extent.RECORD),
            tuple(4L, "asn", Extent.RECORD),
            tuple(5L, "-", Extent.RECORD));
  }

  @Test
  void asksForTheTimeAndTheColumnsThatItNeeds() {
    ReadRecords timeless = ReadRecords.of(format, format.example(), ReadRecords.OPTIONS);
    ReadRecords other = ReadRecords.of(format, "date,price\n1,2\n", OPTIONS);

    assertThat(timeless.observations()).isEmpty();
    assertThat(timeless.refusals()).hasSize(1);
    assertThat(timeless.refusals().get(0).reason()).contains("pass --observed-at");
    assertThat(other.refusals())
        .extracting(Refusal::reason, Refusal::extent)
        .containsExactly(tuple("has no column 'ip'; it has date,price", Extent.REST_OF_INPUT));
  }

  @Test
  void readsTheRecordedCrawlOfEthereum() {
    ReadRecords read =
        ReadRecords.of(
            format, RecordedData.file("nodes/geobeat/ethereum-ips_HEAD.csv.gz"), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(17_356);
    assertThat(percent(read, node -> node.getHosting() == HostingClass.RESIDENTIAL))
        .isCloseTo(43.91, within(0.005));
    assertThat(percent(read, node -> node.getAsn() != null && AMAZON.contains(node.getAsn())))
        .isCloseTo(17.80, within(0.005));
    assertThat(percent(read, node -> "us-east-1".equals(node.getRegion())))
        .isCloseTo(5.37, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "ethereum-ips_rev-2cb6ddc_6958.csv, 6958, 3318",
    "filecoin-ips_HEAD.csv.gz, 256, 204",
  })
  void readsTheOtherRecordedCrawls(String name, int nodes, int notHosted) {
    ReadRecords read = ReadRecords.of(format, RecordedData.file("nodes/geobeat/" + name), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(nodes);
    assertThat(read.observations())
        .filteredOn(node -> node.getHosting() == HostingClass.RESIDENTIAL)
        .hasSize(notHosted);
  }

  private static double percent(ReadRecords read, Predicate<Observation> kind) {
    return 100.0 * read.observations().stream().filter(kind).count() / read.observations().size();
  }
}
