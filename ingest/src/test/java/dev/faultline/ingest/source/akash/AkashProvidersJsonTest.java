package dev.faultline.ingest.source.akash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AkashProvidersJsonTest {

  private static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withObservedAt(Instant.parse("2025-10-20T00:57:00Z"));

  private final AkashProvidersJson format = new AkashProvidersJson();

  @Test
  void weightIsLeasedAndFreeGpus() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS);

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations())
        .extracting(
            Observation::getNodeId,
            Observation::getStatus,
            Observation::getIp,
            Observation::getCountry,
            Observation::getOperator,
            Observation::getProvider,
            Observation::getWeight)
        .containsExactly(
            tuple("akash1aaa", NodeStatus.UP, "95.216.1.1", "FI", "Example", "Hetzner", 8L),
            tuple("akash1bbb", NodeStatus.DOWN, null, null, null, null, null));
  }

  @Test
  void orThousandthsOfACpuIfAskedFor() {
    ReadRecords read = ReadRecords.of(format, format.example(), OPTIONS.withWeightUnit("cpu"));

    assertThat(read.observations())
        .extracting(Observation::getWeight)
        .containsExactly(16_000L, null);
  }

  @Test
  void theMeasuredCountryCountsAndGeographyIsNoRegion() {
    ReadRecords read =
        ReadRecords.of(
            format,
            """
            [{"owner":"a","isOnline":true,"ip":"5.9.0.1","ipCountryCode":"DE","country":"US","ipRegion":"Saxony","locationRegion":"na-us-west"}]""",
            OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getCountry, Observation::getRegion)
        .containsExactly(tuple("DE", null));
  }

  @Test
  void aBadProviderIsRefusedAlone() {
    ReadRecords read =
        ReadRecords.of(
            format,
            """
            [{"owner":"a","isOnline":"yes"},{"owner":"b"},{"isOnline":true},
             {"owner":"c","isOnline":true,"stats":{"gpu":{"active":1.5}}},
             {"owner":"d","isOnline":true,"stats":{"gpu":{"active":9223372036854775807,"available":1}}},
             {"owner":"e","isOnline":true,"stats":{"gpu":{"active":1}}}]""",
            OPTIONS);

    assertThat(read.observations())
        .extracting(Observation::getNodeId, Observation::getWeight)
        .containsExactly(tuple("e", 1L));
    assertThat(read.refusals())
        .extracting(refusal -> refusal.field().orElse("-"))
        .containsExactly(
            "isOnline", "isOnline", "owner", "stats.gpu.active", "stats.gpu.available");
  }
}
