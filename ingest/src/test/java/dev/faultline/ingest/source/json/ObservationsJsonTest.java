package dev.faultline.ingest.source.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.schemas.Observation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationsJsonTest {

  private static final String GOOD =
      """
      {"network":"solana","layer":"consensus","node_id":"n1","observed_at":"2025-10-20T00:57:00Z","status":"up","ip":"212.83.42.40","asn":47447,"provider":null,"region":null,"country":"DE","operator":"BlueLotus","client":"agave","client_version":"2.3.8","hosting":null,"weight":9007199254740993}""";

  private final ObservationsJson format = new ObservationsJson();

  private ReadRecords read(String json) {
    return ReadRecords.of(format, json, ReadRecords.OPTIONS);
  }

  @Test
  void readsIntegersBeyondDoublePrecisionExactly() {
    ReadRecords read = read("[" + GOOD + "]");

    assertThat(read.refusals()).isEmpty();
    assertThat(read.observations()).hasSize(1);
    Observation observation = read.observations().get(0);
    assertThat(observation.getWeight()).isEqualTo(9007199254740993L);
    assertThat(observation.getAsn()).isEqualTo(47447L);
    assertThat(observation.getProvider()).isNull();
    assertThat(observation.getSource()).isEqualTo("observations-json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "weight":9007199254740993 | "weight":1.5                  | weight
          "weight":9007199254740993 | "weight":1e3                  | weight
          "weight":9007199254740993 | "weight":"5"                  | weight
          "weight":9007199254740993 | "weight":-1                   | weight
          "weight":9007199254740993 | "weight":9223372036854775808  | weight
          "weight":9007199254740993 | "weight":[1]                  | weight
          "weight":9007199254740993 | "wieght":1                    | wieght
          "weight":9007199254740993 | "weight":1,"weight":2         | weight
          "network":"solana"        | "network":7                   | network
          "network":"solana",       | ``                            | network
          "status":"up"             | "status":"Up"                 | status
          "observed_at":"2025-10-20T00:57:00Z" | "observed_at":1760921820 | observed_at
          "ip":"212.83.42.40"       | "ip":"192.168.0.7"            | ip
          "country":"DE"            | "country":"XX"                | country
          """)
  void refusesOneRecordAndNamesTheField(String good, String bad, String field) {
    String broken = GOOD.replace(good, bad);
    ReadRecords read = read(GOOD + "\n" + broken + "\n" + GOOD);

    assertThat(broken).isNotEqualTo(GOOD);
    assertThat(read.observations()).hasSize(2);
    assertThat(read.refusals())
        .extracting(Refusal::index, Refusal::line, Refusal::field)
        .containsExactly(tuple(1L, 2L, Optional.of(field)));
  }

  @Test
  void refusesWhatIsNoObject() {
    ReadRecords read = read("7\n\"x\"\n[1]\n{\"a\n" + GOOD + " 7\nnull\n{}\n\u0000\n" + GOOD);

    assertThat(read.observations()).hasSize(1);
    assertThat(read.refusals()).hasSize(8);
    assertThat(read.refusals()).allSatisfy(r -> assertThat(r.reason()).isNotBlank());
  }

  @Test
  void depthIsLimited() {
    ReadRecords read = read("{\"network\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}\n" + GOOD);

    assertThat(read.observations()).hasSize(1);
    assertThat(read.refusals()).hasSize(1);
  }

  @Test
  void optionsStandInForWhatARecordLeavesOut() {
    String bare =
        GOOD.replace("\"network\":\"solana\",", "").replace("\"layer\":\"consensus\",", "");
    ReadRecords read =
        ReadRecords.of(
            format, bare + "\n" + GOOD, ReadRecords.OPTIONS.withPopulation("sui", "execution"));

    assertThat(read.observations())
        .extracting(Observation::getNetwork, Observation::getLayer)
        .containsExactly(tuple("sui", "execution"), tuple("solana", "consensus"));
  }
}
