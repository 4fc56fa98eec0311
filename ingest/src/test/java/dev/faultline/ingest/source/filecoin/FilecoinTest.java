package dev.faultline.ingest.source.filecoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilecoinTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  private final FilrepJson filrep = new FilrepJson();
  private final LotusPowerJson lotus = new LotusPowerJson();

  private static String power(String bytes) {
    return "\"power\":{\"MinerPower\":{\"QualityAdjPower\":\"" + bytes + "\"}}";
  }

  @Test
  void filrepsMinersHavePowerInGib() {
    ReadRecords read = ReadRecords.of(filrep, filrep.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getWeight,
            Observation::getCountry,
            Observation::getRegion)
        .containsExactly(tuple("f01234", 102_400L, "DE", null), tuple("f05678", 0L, null, null));
  }

  @Test
  void bytesPassTwoToTheSixtyThree() {
    ReadRecords read =
        ReadRecords.of(
            filrep,
            """
            {"miners":[{"address":"f01","qualityAdjPower":"18446744073709551616"},
             {"address":"f02","qualityAdjPower":"2147483647"},
             {"address":"f03","qualityAdjPower":"9903520314283042199192993792000"}]}""",
            OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getWeight)
        .containsExactly(tuple("f01", 1L << 34), tuple("f02", 1L));
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("weight");
  }

  @Test
  void anUnreachableMinerIsDown() {
    ReadRecords read =
        ReadRecords.of(
            filrep,
            "{\"miners\":[{\"address\":\"f01\",\"qualityAdjPower\":\"1\",\"reachability\":\"unreachable\"}]}",
            OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getStatus)
        .containsExactly(NodeStatus.DOWN);
  }

  @Test
  void lotusWritesAddressesAsBytesInBase64() {
    ReadRecords read = ReadRecords.of(lotus, lotus.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getIp,
            Observation::getOperator,
            Observation::getWeight)
        .containsExactly(
            tuple("f01234", "95.216.1.1", "f0100", 102_400L), tuple("f05678", null, "f0101", 0L));
  }

  @Test
  void ofSeveralAddressesTheFirstPublicOneCounts() {
    String loopback = base64(4, 127, 0, 0, 1, 6, 0, 80);
    String name = base64(0x36, 3, 'a', '.', 'b');
    String six = base64(41, 0x2a, 1, 4, 0xf9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
    ReadRecords read =
        ReadRecords.of(
            lotus,
            "{\"miner\":\"f01\",%s,\"info\":{\"Multiaddrs\":[\"%s\",\"%s\",\"%s\"]}}"
                .formatted(power("0"), loopback, name, six),
            OPTIONS);

    assertThat(read.observations()).extracting(Observation::getIp).containsExactly("2a01:4f9::2");
  }

  @Test
  void aBadMinerIsRefusedAlone() {
    ReadRecords read =
        ReadRecords.of(
            lotus,
            """
            {"miner":"f01","power":{},"info":{}}
            {"miner":"f02",%1$s,"info":{"Multiaddrs":["BA=="]}}
            {"miner":"f03",%1$s,"info":{"Multiaddrs":["*"]}}
            {"miner":"f04",%2$s}
            {"miner":"f05",%1$s}"""
                .formatted(power("1"), power("-1")),
            OPTIONS);

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("f05");
    assertThat(read.refusals())
        .extracting(Refusal::line, refusal -> refusal.field().orElse("-"))
        .containsExactly(
            tuple(1L, "power.MinerPower.QualityAdjPower"),
            tuple(2L, "ip"),
            tuple(3L, "ip"),
            tuple(4L, "power.MinerPower.QualityAdjPower"));
  }

  /** Its power counts wherever it is; an address that is none is left out, and told of. */
  @Test
  void aMinerWithoutAUsableAddressIsTaken() {
    List<String> leftOut = new ArrayList<>();
    ReadRecords read =
        ReadRecords.of(
            lotus,
            """
            {"miner":"f01",%1$s,"info":{"Multiaddrs":["*"]}}
            {"miner":"f02",%1$s,"info":{"Multiaddrs":["BF8=","%2$s"]}}
            {"miner":"f03",%1$s,"info":{"Multiaddrs":["%3$s"]}}"""
                .formatted(
                    power("1"),
                    base64(4, 95, 216, 1, 1, 6, 0, 80),
                    base64(4, 10, 0, 0, 1, 6, 0, 80)),
            OPTIONS.withUnusable((field, reason) -> leftOut.add(field.fieldName() + " " + reason)));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getIp)
        .containsExactly(null, "95.216.1.1", null);
    assertThat(leftOut).hasSize(2).allMatch(each -> each.startsWith("ip "));
  }

  private static String base64(int... bytes) {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    return Base64.getEncoder().encodeToString(raw);
  }
}
