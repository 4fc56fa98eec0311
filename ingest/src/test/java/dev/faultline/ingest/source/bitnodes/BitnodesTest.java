package dev.faultline.ingest.source.bitnodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.check.UnusableAttribute;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitnodesTest {

  private static final Instant AT = Instant.parse("2023-06-25T22:00:00Z");
  private static final Instant SNAPSHOT = Instant.ofEpochSecond(1_687_730_000);
  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(AT).withUnusable(UnusableAttribute.IGNORED);
  private static final String HEADER =
      new BitnodesCsv().example().lines().findFirst().orElseThrow();

  private static ReadRecords csv(String... rows) {
    return ReadRecords.of(
        new BitnodesCsv(), HEADER + "\n" + String.join("\n", rows) + "\n", OPTIONS);
  }

  private static ReadRecords json(String nodes) {
    return ReadRecords.of(
        new BitnodesJson(),
        "{\"timestamp\":1687730000,\"nodes\":{" + nodes + "}}",
        ReadRecords.OPTIONS);
  }

  private static String row(String node, String country, String zone, String asn, String name) {
    return "\"1\",\"%s\",\"70016\",\"/Satoshi:24.0.1/\",\"1\",\"2\",\"3\",NA,NA,%s,0,0,%s,%s,%s"
        .formatted(node, country, zone, asn, name);
  }

  @Test
  void rWritesMissingAsNaWhichIsNamibiasCode() {
    ReadRecords read =
        csv(
            row("5.9.0.1:8333", "NA", "NA", "\"AS1\"", "\"X\""),
            row(
                "41.182.0.1:8333",
                "NA",
                "\"Africa/Windhoek\"",
                "\"AS36996\"",
                "\"TELECOM-NAMIBIA\""),
            row("5.9.0.2:8333", "\"DE\"", "\"Europe/Berlin\"", "NA", "NA"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getCountry, Observation::getAsn, Observation::getProvider)
        .containsExactly(
            tuple(null, 1L, "X"), tuple("NA", 36996L, "TELECOM-NAMIBIA"), tuple("DE", null, null));
  }

  @Test
  void onionsAreHostedInTorAndHaveNoNetwork() {
    ReadRecords read = csv(row("abc.onion:8333", "NA", "NA", "\"TOR\"", "\"Tor network\""));

    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getHosting,
            Observation::getIp,
            Observation::getAsn,
            Observation::getProvider)
        .containsExactly(tuple("abc.onion:8333", HostingClass.TOR, null, null, null));
  }

  @Test
  void otherOverlaysHaveNoAddressEither() {
    ReadRecords read =
        csv(
            row("abc.b32.i2p:0", "NA", "NA", "NA", "NA"),
            row("[fc32:17ea:e415:c3bf:9808:149d:b5a2:c9aa]:8333", "NA", "NA", "NA", "NA"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(2);
    assertThat(read.observations()).allMatch(node -> node.getIp() == null);
    assertThat(read.observations()).allMatch(node -> node.getHosting() == null);
  }

  @Test
  void anIpv6AddressStandsInBrackets() {
    ReadRecords read =
        csv(row("[2a01:4f9:6b:2849::2]:8333", "\"FI\"", "NA", "\"AS24940\"", "\"Hetzner\""));

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getIp)
        .containsExactly(tuple("[2a01:4f9:6b:2849::2]:8333", "2a01:4f9:6b:2849::2"));
  }

  @Test
  void aCountryWithoutAnIsoCodeIsUnknownAndTheNodeStays() {
    ReadRecords read = csv(row("5.9.0.1:8333", "\"XK\"", "NA", "NA", "NA"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations().get(0).getCountry()).isNull();
  }

  @Test
  void badRowsAreRefusedAlone() {
    ReadRecords read =
        csv(
            row("10.0.0.1:8333", "NA", "NA", "NA", "NA"),
            row("5.9.0.1:8333", "NA", "NA", "\"24940\"", "NA"),
            "too,few",
            row("5.9.0.2:8333", "\"DE\"", "NA", "NA", "NA"));

    assertThat(read.observations())
        .extracting(Observation::getIp)
        .containsExactly(null, "5.9.0.1", "5.9.0.2");
    assertThat(read.refusals())
        .extracting(Refusal::line, refusal -> refusal.field().orElse("-"))
        .containsExactly(tuple(4L, "-"));
  }

  @Test
  void aSnapshotSaysWhenItWasTaken() {
    ReadRecords read =
        ReadRecords.of(new BitnodesJson(), new BitnodesJson().example(), ReadRecords.OPTIONS);

    assertThat(read.observations())
        .extracting(
            Observation::getObservedAt,
            Observation::getIp,
            Observation::getClient,
            Observation::getClientVersion,
            Observation::getHosting)
        .containsExactly(
            tuple(SNAPSHOT, "5.9.0.49", "Satoshi", "24.0.1", null),
            tuple(SNAPSHOT, null, "Satoshi", "23.0.0", HostingClass.TOR));
    ReadRecords told = ReadRecords.of(new BitnodesJson(), new BitnodesJson().example(), OPTIONS);
    assertThat(told.observations()).allMatch(node -> node.getObservedAt().equals(AT));
  }

  private static String snapshot(String before, String node, String behind) {
    return "{%s\"nodes\":{\"%s:8333\":[1,\"/a:1/\",1,1]}%s}".formatted(before, node, behind);
  }

  @Test
  void eachOfSeveralSnapshotsSaysWhenItWasTaken() {
    String two =
        snapshot("\"timestamp\":1687730000,", "5.9.0.1", "")
            + snapshot("\"timestamp\":1687730600,", "5.9.0.1", "");
    ReadRecords read = ReadRecords.of(new BitnodesJson(), two, ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getObservedAt)
        .containsExactly(SNAPSHOT, SNAPSHOT.plusSeconds(600));
  }

  @ParameterizedTest
  @CsvSource({
    "'', is missing",
    "',\"timestamp\":1687730600', stands behind the nodes",
  })
  void aSnapshotHasNoTimeOfAnother(String behind, String reason) {
    String late = snapshot("", "5.9.0.2", behind);
    String timed = snapshot("\"timestamp\":1687730000,", "5.9.0.1", "");
    for (String text : List.of(late, timed + late, timed + late + timed)) {
      ReadRecords read = ReadRecords.of(new BitnodesJson(), text, ReadRecords.OPTIONS);

      assertThat(read.observations()).hasSize(text.startsWith(timed) ? 1 : 0);
      assertThat(read.refusals())
          .singleElement()
          .returns(Refusal.Extent.REST_OF_INPUT, Refusal::extent)
          .returns(Optional.of("timestamp"), Refusal::field)
          .satisfies(refusal -> assertThat(refusal.reason()).startsWith(reason));
    }
  }

  @Test
  void aDamagedNodeOfASnapshotIsRefusedAlone() {
    ReadRecords read =
        json(
            "\"5.9.0.1:8333\":[1,\"/a:1/\"],\"5.9.0.2:8333\":{},\"5.9.0.3:8333\":[1,\"/a:1/\",1,1,1,null,"
                + "null,null,0,0,null,null,null,\"more\",\"of it\"]");

    assertThat(read.observations())
        .extracting(Observation::getIp, Observation::getClient, Observation::getCountry)
        .containsExactly(tuple("5.9.0.3", "a", null));
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly("has 2 elements where Bitnodes writes 4 or more", "is not a JSON array");
  }

  @Test
  void anAgentMayCarryCommentsAndMoreNames() {
    ReadRecords read =
        csv(
            row("5.9.0.1:8333", "NA", "NA", "NA", "NA")
                .replace("/Satoshi:24.0.1/", "/Satoshi:22.0.0(LearnMeABitcoin)/Knots:2021/"),
            row("5.9.0.2:8333", "NA", "NA", "NA", "NA").replace("/Satoshi:24.0.1/", "//"));

    assertThat(read.observations())
        .extracting(Observation::getClient, Observation::getClientVersion)
        .containsExactly(tuple("Knots", "2021"), tuple(null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "nodes_2023-06-25_e9cc846.csv.gz, 16985, 10351",
    "nodes_2023-09-04_b1e8b77.csv.gz, 16658, 10492",
  })
  void everyRecordedNodeIsReadAndNoneIsNamibian(String file, int nodes, int onions) {
    ReadRecords read =
        ReadRecords.of(
            new BitnodesCsv(), RecordedData.file("nodes/bitcoin-bitnodes-2023/" + file), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(nodes);
    assertThat(read.observations())
        .filteredOn(node -> node.getHosting() == HostingClass.TOR)
        .hasSize(onions);
    assertThat(read.observations()).noneMatch(node -> "NA".equals(node.getCountry()));
  }

  @Test
  void aVersionOfAnAgentHasNoLeadingV() {
    assertThat(BitcoinAgent.of("/bcoin:v2.2.0/")).isEqualTo(new BitcoinAgent("bcoin", "2.2.0"));
    assertThat(BitcoinAgent.of("/x:vega/")).isEqualTo(new BitcoinAgent("x", "vega"));
  }
}
