package dev.faultline.ingest.source.mapped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.Observation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NestedListTest {

  @Test
  void aRawAnswerOfJsonRpcWithStakesThatAreRoundedDown() throws Exception {
    String yaml =
        """
        input: json
        list: result.active.nodes
        fields:
          node_id: id
          status: {constant: up}
          country: place
          weight: {column: stake, decimals: 2, round: down}
        """;
    Mapping mapping = Mapping.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    ReadRecords read =
        ReadRecords.of(
            new ObservationsCsv(mapping),
            "{\"jsonrpc\":\"2.0\",\"result\":{\"other\":[1],\"active\":{\"nodes\":[{\"id\":\"a\",\"stake\":\"1.23999\",\"place\":\"UK\"}]}}}",
            ReadRecords.OPTIONS
                .withPopulation("n", "consensus")
                .withObservedAt(ReadRecords.NOW)
                .withUnusable((field, reason) -> {}));

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .singleElement()
        .returns(123L, Observation::getWeight)
        .returns("GB", Observation::getCountry);
  }
}
