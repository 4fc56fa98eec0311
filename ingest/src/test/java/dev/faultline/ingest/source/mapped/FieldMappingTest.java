package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class FieldMappingTest {

  @SafeVarargs
  private static <T> void assertRead(
      ReadRecords read, Function<Observation, T> field, T... values) {
    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).extracting(field::apply).containsExactly(values);
  }

  @Test
  void aConstantIsTheSameForAll() throws Exception {
    ReadRecords read = Mappings.readField("provider: {constant: Hetzner}", "id\na\nb\n");

    assertRead(read, Observation::getProvider, "Hetzner", "Hetzner");
  }

  @Test
  void whatTheMappingSaysWinsOverTheUser() throws Exception {
    ReadRecords read = Mappings.readField("network: {constant: sui}", "id\na\n");

    assertThat(read.observations())
        .extracting(Observation::getNetwork, Observation::getLayer, Observation::getObservedAt)
        .containsExactly(tuple("sui", "consensus", Mappings.OBSERVED_AT));
  }

  @Test
  void theUserFillsACellThatIsEmpty() throws Exception {
    ReadRecords read =
        Mappings.readField("observed_at: seen", "id,seen\na,\nb,2025-10-21T00:00:00+02:00\n");

    assertThat(read.observations())
        .extracting(node -> node.getObservedAt().toString())
        .containsExactly("2025-10-20T00:57:00Z", "2025-10-20T22:00:00Z");
  }

  @Test
  void anIdentityMayBeJoinedFromSeveralColumns() throws Exception {
    ReadRecords read =
        Mappings.read(
            "fields: {status: {constant: up}, node_id: {columns: [host, port], separator: ':'}}",
            "host,port\na.example,26656\n b.example , 1\nc.example,\n");

    assertThat(read.observations())
        .extracting(Observation::getNodeId)
        .containsExactly("a.example:26656", "b.example:1");
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::reason)
        .containsExactly(tuple(4L, "node_id", "columns host, port: is required"));
  }

  @Test
  void spellingsOfWhatIsMissingAreUnknown() throws Exception {
    String table = "id,org\na,NA\nb,-\nc,Hetzner\nd,NAVER\n";

    ReadRecords everywhere =
        Mappings.read(
            "missing: [NA, '-']\nfields: {node_id: id, status: {constant: up}, provider: org}",
            table);
    ReadRecords ofTheField =
        Mappings.read(
            "missing: [NA]\nfields:\n  node_id: id\n  status: {constant: up}\n"
                + "  provider: {column: org, missing: '-'}\n",
            table);

    assertRead(everywhere, Observation::getProvider, null, null, "Hetzner", "NAVER");
    assertRead(ofTheField, Observation::getProvider, "NA", null, "Hetzner", "NAVER");
  }

  @Test
  void lettersMayBeBooleans() throws Exception {
    ReadRecords read =
        Mappings.readField(
            "hosting: {column: hosted, values: {t: ~, f: residential}}",
            "id,hosted\na,t\nb,f\nc,\nd,yes\n");

    assertThat(read.observations())
        .extracting(Observation::getHosting)
        .containsExactly(null, HostingClass.RESIDENTIAL, null);
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::reason, Refusal::extent)
        .containsExactly(
            tuple(
                5L,
                "hosting",
                "column hosted: 'yes' is not in the mapping's values: f, t",
                Extent.RECORD));
  }

  @Test
  void statusWordsAreOurs() throws Exception {
    ReadRecords read =
        Mappings.read(
            "fields: {node_id: id, status: {column: s, values: {true: up, jailed: down,"
                + " 2: degraded}, others: missing, default: up}}",
            "id,s\na,true\nb,jailed\nc,2\nd,\ne,whatever\n");

    assertRead(
        read,
        Observation::getStatus,
        NodeStatus.UP,
        NodeStatus.DOWN,
        NodeStatus.DEGRADED,
        NodeStatus.UP,
        NodeStatus.UP);
  }

  @Test
  void othersMayBeKept() throws Exception {
    ReadRecords read =
        Mappings.readField(
            "provider: {column: org, values: {AT-88-Z: Amazon}, others: keep}",
            "id,org\na,AT-88-Z\nb,OVH\n");

    assertRead(read, Observation::getProvider, "Amazon", "OVH");
  }

  @Test
  void aPartOfATextMayCount() throws Exception {
    String table = "id,org\na,AS24940 Hetzner Online GmbH\nb,AS1\nc,\n";

    assertRead(
        Mappings.readField("asn: {column: org, before: ' ', prefix: AS}", table),
        Observation::getAsn,
        24940L,
        1L,
        null);
    assertRead(
        Mappings.readField("provider: {column: org, after: ' '}", table),
        Observation::getProvider,
        "Hetzner Online GmbH",
        null,
        null);
    assertRead(
        Mappings.readField("region: {column: org, after: AS, before: '0'}", "id,org\na,AS24940\n"),
        Observation::getRegion,
        "2494");
  }

  @Test
  void aPrefixMustBeThere() throws Exception {
    ReadRecords read = Mappings.readField("asn: {column: as, prefix: AS}", "id,as\na,24940\n");

    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .containsExactly("column as: '24940' does not begin with 'AS'");
  }

  @Test
  void capitalsMayBecomeSmallLetters() throws Exception {
    ReadRecords read =
        Mappings.readField("network: {column: n, lowercase: true}", "id,n\na,Dymension\n");

    assertRead(read, Observation::getNetwork, "dymension");
  }

  @Test
  void refusalsOfTheChecksNameTheColumnToo() throws Exception {
    ReadRecords read = Mappings.readField("ip: address", "id,address\na,10.0.0.1\nb,5.9.0.1\n");

    assertThat(read.observations()).hasSize(1);
    assertThat(read.refusals())
        .extracting(Refusal::index, Refusal::line, r -> r.field().orElse("-"))
        .containsExactly(tuple(0L, 2L, "ip"));
    assertThat(read.refusals().get(0).reason()).startsWith("column address: ");
  }
}
