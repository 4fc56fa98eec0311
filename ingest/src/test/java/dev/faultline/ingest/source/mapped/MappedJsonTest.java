package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappedJsonTest {

  private static final String FIELDS =
      """
      fields:
        node_id: id
        status: {column: online, values: {true: up, false: down}, default: degraded}
        operator: description.moniker
        weight: {column: tokens, decimals: 3}
      """;

  private static ReadRecords read(String keys, String json) throws MappingException {
    return Mappings.read("input: json\n" + keys + FIELDS, json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\n%s\n",
        "[%s,\n%s]",
      })
  void readsLinesAndArrays(String layout) throws Exception {
    ReadRecords read =
        read(
            "",
            layout.formatted(
                "{\"id\":\"a\",\"online\":true,\"description\":{\"moniker\":\"One\"},"
                    + "\"tokens\":9007199254740.993}",
                "{\"id\":7,\"online\":false,\"tokens\":\"12\",\"more\":[1]}"));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getOperator,
            Observation::getWeight)
        .containsExactly(
            tuple("a", NodeStatus.UP, "One", 9007199254740993L),
            tuple("7", NodeStatus.DOWN, null, 12000L));
  }

  @Test
  void readsTheListOfAnObject() throws Exception {
    ReadRecords read =
        read(
            "list: validators\n",
            "{\"height\":\"1\",\"validators\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"page\":{}}");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getStatus)
        .containsExactly(tuple("a", NodeStatus.DEGRADED), tuple("b", NodeStatus.DEGRADED));
  }

  @Test
  void anAnswerWithoutTheListIsALoss() throws Exception {
    ReadRecords read = read("list: validators\n", "{\"error\":\"busy\"}");

    assertThat(read.refusals()).extracting(Refusal::extent).containsExactly(Extent.REST_OF_INPUT);
  }

  @Test
  void badObjectsAreRefusedAlone() throws Exception {
    ReadRecords read =
        read(
            "",
            """
            {"id":"a","tokens":1.2345}
            {"id":"b","description":{"moniker":["x"]}}
            {"id":"c","online":"maybe"}
            {"description":{"moniker":"d"}}
            {"id":"e",
            [1]
            {"id":"f","description":"text","tokens":null}
            """);

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("f");
    assertThat(read.refusals())
        .extracting(Refusal::line, r -> r.field().orElse("-"))
        .startsWith(
            tuple(1L, "weight"), tuple(2L, "operator"), tuple(3L, "status"), tuple(4L, "node_id"));
    assertThat(read.refusals().get(1).reason())
        .isEqualTo("column description.moniker: is an object or a list, not a single value");
  }

  @Test
  void aMemberWithADotInItsNameComesBeforeAPath() throws Exception {
    ReadRecords read =
        read(
            "", "{\"id\":\"a\",\"description.moniker\":\"x\",\"description\":{\"moniker\":\"y\"}}");

    assertThat(read.observations()).extracting(Observation::getOperator).containsExactly("x");
  }

  @Test
  void whatNobodySaysIsAskedForOnce() throws Exception {
    ReadRecords read =
        ReadRecords.of(
            new ObservationsCsv(Mappings.of("input: json\n" + FIELDS)),
            "{\"id\":\"a\"}\n{\"id\":\"b\"}\n",
            ReadRecords.OPTIONS);

    assertThat(read.refusals())
        .extracting(r -> r.field().orElse("-"), Refusal::extent)
        .containsExactly(tuple("network", Extent.REST_OF_INPUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1E60921820000", "-1e-60921820000", "10e2147483647"})
  void exponentsBeyondAllMeasureRefuseTheirRecordAlone(String number) throws Exception {
    ReadRecords read = read("", "{\"id\":\"a\",\"x\":" + number + "}\n{\"id\":\"b\"}\n");

    assertThat(read.observations()).extracting(Observation::getNodeId).contains("b");
    assertThat(read.observations().size() + read.refusals().size()).isEqualTo(2);
  }
}
