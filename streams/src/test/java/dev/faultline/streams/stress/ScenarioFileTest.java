package dev.faultline.streams.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {

  @TempDir private Path folder;

  private Scenarios load(String yaml) throws Exception {
    return Scenarios.load(Files.writeString(folder.resolve("mine.yaml"), yaml));
  }

  @Test
  void ownScenariosStandOverThoseThatShip() throws Exception {
    int shipped = Scenarios.load().all().size();
    Scenarios both =
        load(
            """
            scenarios:
              - name: tor
                hosting: [tor, residential]
              - name: nordic
                country: [NO, SE, FI]
                largest: {provider: 2, client: 1}
            """);
    assertThat(both.all()).hasSize(shipped + 1);
    assertThat(both.all().get(shipped - 1).definition())
        .containsExactly("hosting:residential", "hosting:tor");
    assertThat(both.all().get(shipped).definition())
        .containsExactly(
            "country:FI", "country:NO", "country:SE", "largest:client:1", "largest:provider:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          scenarios: []                                    | it must hold a list 'scenarios'
          scenarios: [{name: a, provider: [x], asn: [y]}]  | scenario 'a', field asn: is not a known
          scenarios: [{provider: [x]}]                     | scenario 1, field name
          scenarios: [{name: a}]                           | scenario 'a': names nothing that fails
          scenarios: [{name: a, provider: aws}]            | scenario 'a', field provider: must be a list
          scenarios: [{name: a, provider: [1]}]            | scenario 'a', field provider: each must be a name
          scenarios: [{name: a, region: [us-east-1]}]      | 'us-east-1' must be provider/region
          scenarios: [{name: a, largest: {provider: 0}}]   | scenario 'a', field largest.provider: must be a whole
          scenarios: [{name: a, largest: {city: 1}}]       | scenario 'a', field largest.city: is not a known
          scenarios: [{name: a, largest: 3}]               | scenario 'a', field largest: must say how many
          scenario: []                                     | 'scenario' is not a known field
          'a: [b'                                          | is no YAML
          scenarios: [{name: a, tor: 1, tor: 2}]           | is no YAML
          scenarios: [{name: a, client: [x]}, {name: a, client: [x]}] | scenario 'a': a second one
          """)
  void theFirstMistakeIsNamed(String yaml, String message) {
    assertThatThrownBy(() -> load(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mine.yaml")
        .hasMessageContaining(message);
  }
}
