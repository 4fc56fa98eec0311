package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.HostingClass;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappedCsvTest {

  private final ObservationsCsv plain = new ObservationsCsv();

  @Test
  void ourOwnColumnsNeedNoMapping() {
    ReadRecords read =
        ReadRecords.of(
            plain,
            """
            network,layer,node_id,observed_at,status,ip,asn,provider,region,country,operator,client,client_version,hosting,weight
            sui,consensus,0x1,2025-10-20T00:57:00Z,degraded,5.9.0.1,24940,Hetzner,fsn1,DE,One,sui-node,1.58.2,cloud,9007199254740993
            """,
            ReadRecords.OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .containsExactly(
            new Observation(
                "sui",
                "consensus",
                "0x1",
                Instant.parse("2025-10-20T00:57:00Z"),
                NodeStatus.DEGRADED,
                "5.9.0.1",
                24940L,
                "Hetzner",
                "fsn1",
                "DE",
                "One",
                "sui-node",
                "1.58.2",
                HostingClass.CLOUD,
                9007199254740993L,
                "observations-csv",
                null));
  }

  @Test
  void wordsOfANodesStateAreUnderstood() {
    ReadRecords read =
        ReadRecords.of(
            plain,
            """
            node_id,status
            a,active
            b,Jailed
            c,draining
            d,leaving
            e,BOND_STATUS_UNBONDING
            f,degraded
            g,asleep
            """,
            Mappings.OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getStatus)
        .containsExactly(
            tuple("a", NodeStatus.UP),
            tuple("b", NodeStatus.DOWN),
            tuple("c", NodeStatus.DOWN),
            tuple("d", NodeStatus.DOWN),
            tuple("e", NodeStatus.DOWN),
            tuple("f", NodeStatus.DEGRADED));
    assertThat(read.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("asleep");
  }

  /** It once refused the node, and with it its stake, in mapped tables alone. */
  @Test
  void anAttributeThatCannotBeUsedIsLeftOutAndTold() throws Exception {
    List<String> leftOut = new ArrayList<>();
    Mapping mapping =
        Mappings.of(
            """
            fields:
              node_id: id
              status: {constant: up}
              asn: {column: organization, before: " ", prefix: AS}
              country: {column: country, values: {Chile: CL}}
            """);

    ReadRecords read =
        ReadRecords.of(
            new ObservationsCsv(mapping),
            "id,organization,country\na,Hetzner Online GmbH,Germany\n",
            Mappings.OPTIONS.withUnusable((field, reason) -> leftOut.add(field.fieldName())));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .singleElement()
        .returns(null, Observation::getAsn)
        .returns(null, Observation::getCountry);
    assertThat(leftOut).containsExactly("asn", "country");
  }

  @Test
  void theUserFillsTheColumnsThatAreNotThere() {
    ReadRecords read = ReadRecords.of(plain, "status,node_id\nup,a\n", Mappings.OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getNetwork, Observation::getLayer, Observation::getObservedAt)
        .containsExactly(tuple("testnet", "consensus", Mappings.OBSERVED_AT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          node_id,status,stake | header | has the column 'stake', which is no field
          node_id,status,node_id | header | has the column 'node_id' twice
          node_id,status | network | pass --network
          node_id,network,status | layer | pass --layer
          node_id,network,layer,status | observed_at | pass --observed-at
          node_id,network,layer,observed_at | status | --mapping
          network,layer,status,observed_at | node_id | --mapping
          """)
  void aHeaderThatDoesNotDoRefusesTheInputOnce(String header, String field, String reason) {
    ReadRecords read =
        ReadRecords.of(plain, header + "\na,b,c,d,e\na,b,c,d,e\n", ReadRecords.OPTIONS);

    assertThat(read.observations()).isEmpty();
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"), Refusal::extent)
        .containsExactly(tuple(1L, field, Extent.REST_OF_INPUT));
    assertThat(read.refusals().get(0).reason()).contains(reason);
  }

  @Test
  void aColumnThatIsNotThereIsToldWithThoseThatAre() throws Exception {
    ReadRecords read = Mappings.readField("weight: stake", "id,Stake\na,1\n");

    assertThat(read.refusals())
        .extracting(r -> r.field().orElse("-"), Refusal::reason, Refusal::extent)
        .containsExactly(
            tuple(
                "header",
                "has no column 'stake' for weight; it has id,Stake",
                Extent.REST_OF_INPUT));
  }

  @Test
  void columnsThatNobodyAsksForMayBeAnything() throws Exception {
    ReadRecords read = Mappings.readField("weight: stake", "x,id,x, stake \n1,a,2, 7 \n");

    assertThat(read.observations()).extracting(Observation::getWeight).containsExactly(7L);
  }

  @Test
  void otherDelimitersAndQuotesAreRead() throws Exception {
    ReadRecords read =
        Mappings.read(
            """
            delimiter: ";"
            quote: "'"
            fields: {node_id: id, status: {constant: up}, operator: who}
            """,
            "id;who\n1;'a;b'\n2;\"c\"\n3;'it''s\nme'\n4;d;e\n5;'open\n6;f\n");

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getOperator)
        .containsExactly(
            tuple("1", "a;b"), tuple("2", "\"c\""), tuple("3", "it's\nme"), tuple("6", "f"));
    assertThat(read.refusals()).extracting(Refusal::line).containsExactly(6L, 7L);
  }

  @Test
  void tabsAreRead() throws Exception {
    ReadRecords read =
        Mappings.read(
            "delimiter: \"\\t\"\nfields: {node_id: id, status: {constant: up}, operator: who}",
            "id\twho\n1\ta,b\n");

    assertThat(read.observations()).extracting(Observation::getOperator).containsExactly("a,b");
  }

  @Test
  void otherEncodingsAreRead() throws Exception {
    String yaml = "fields: {node_id: id, status: {constant: up}, operator: who}";
    byte[] table = "id,who\n1,M\u00fcller \u20ac\n".getBytes(Charset.forName("windows-1252"));

    ReadRecords named =
        ReadRecords.of(
            new ObservationsCsv(Mappings.of("encoding: windows-1252\n" + yaml)),
            table,
            Mappings.OPTIONS);
    ReadRecords unnamed =
        ReadRecords.of(new ObservationsCsv(Mappings.of(yaml)), table, Mappings.OPTIONS);

    assertThat(named.observations())
        .extracting(Observation::getOperator)
        .containsExactly("M\u00fcller \u20ac");
    assertThat(unnamed.refusals())
        .extracting(Refusal::line, Refusal::reason)
        .containsExactly(tuple(2L, "is not UTF-8 text"));
  }
}
