package dev.faultline.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Population;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRulesTest {

  @TempDir private Path folder;

  private AlertRules load(String yaml) throws IOException {
    return AlertRules.load(Files.writeString(folder.resolve("own.yaml"), yaml));
  }

  @Test
  void theShippedOnesAreThere() {
    assertThat(AlertRules.load().all())
        .extracting(AlertRule::name)
        .containsExactly("halting", "exposure", "index-fell", "outage", "feed-failed");
  }

  @Test
  void anOwnRuleTakesThePlaceOfAShippedOne() throws IOException {
    AlertRules rules =
        load(
            """
            alerts:
              - {name: outage, measure: outage_provider_share, condition: "> 0.3", for: 10m}
              - {name: own, measure: availability, condition: "< 0.9", subjects: "sol*/*", severity: info}
            """);

    assertThat(rules.all()).hasSize(6);
    assertThat(rules.all())
        .filteredOn(rule -> rule.name().equals("outage"))
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.condition()).hasToString("> 0.3");
              assertThat(rule.forMillis()).isEqualTo(600_000);
            });
    assertThat(rules.of(AlertSubject.of(new Population("solana", "consensus"))))
        .extracting(AlertRule::name)
        .contains("own")
        .doesNotContain("feed-failed");
    assertThat(rules.of(AlertSubject.of(new Population("ethereum", "execution"))))
        .extracting(AlertRule::name)
        .doesNotContain("own");
    assertThat(rules.of(AlertSubject.feed("aws")))
        .extracting(AlertRule::name)
        .containsExactly("feed-failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a b, measure: halting, condition: \"> 0\"}|rule 1, field name",
        "{name: a, measure: nothing, condition: \"> 0\"}|field measure: must be one of halting",
        "{name: a, measure: halting, condition: many}|field condition: must be > >= < or <=",
        "{name: a, measure: halting}|field condition",
        "{name: a, measure: halting, condition: \"> 0\", for: soon}|field for: must be a whole",
        "{name: a, measure: halting, condition: \"> 0\", fall_within: 30d}|field fall_within",
        "{name: a, measure: halting, condition: \"> 0\", severity: bad}|field severity",
        "{name: a, measure: halting, condition: \"> 0\", nme: x}|field nme: is not known",
        "{name: a, measure: poll_failed, condition: \"> 1 liveness\"}|a feed has no liveness",
      })
  void aMistakeIsNamed(String rule, String reason) {
    assertThatThrownBy(() -> load("alerts:\n  - " + rule + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("own.yaml: ")
        .hasMessageContaining(reason);
  }
}
