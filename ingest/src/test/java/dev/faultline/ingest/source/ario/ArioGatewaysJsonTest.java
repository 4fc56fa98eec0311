package dev.faultline.ingest.source.ario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArioGatewaysJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  private final ArioGatewaysJson format = new ArioGatewaysJson();

  private static String gateway(String rest) {
    return "{" + rest + "\"operatorStake\":5,\"settings\":{\"fqdn\":\"a.b\",\"label\":\"L\"}}";
  }

  @Test
  void readsAPage() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getOperator,
            Observation::getWeight,
            Observation::getIp)
        .containsExactly(
            tuple("abc", NodeStatus.UP, "Example", 250_000_000_000L, null),
            tuple("def", NodeStatus.DOWN, null, 50_000_000_000L, null));
  }

  @Test
  void pagesAListOrAMapByAddress() {
    String one = gateway("\"gatewayAddress\":\"a\",");
    String pages = "{\"items\":[" + one + "],\"hasMore\":true}\n{\"items\":[" + one + "]}";

    assertThat(ReadRecords.of(format, pages, OPTIONS).observations()).hasSize(2);
    assertThat(ReadRecords.of(format, "[" + one + "]", OPTIONS).observations()).hasSize(1);
    assertThat(
            ReadRecords.of(format, "{\"gateways\":{\"x\":" + gateway("") + "}}", OPTIONS)
                .observations())
        .extracting(Observation::getNodeId)
        .containsExactly("x");
  }

  @Test
  void aBadGatewayIsRefusedAlone() {
    ReadRecords read =
        ReadRecords.of(
            format,
            "{\"items\":["
                + gateway("")
                + ","
                + gateway("\"gatewayAddress\":\"a\",\"stats\":7,")
                + ","
                + gateway("\"gatewayAddress\":\"b\",")
                + "]}",
            OPTIONS);

    assertThat(read.observations()).extracting(Observation::getNodeId).containsExactly("b");
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly("gatewayAddress", "stats");
  }
}
