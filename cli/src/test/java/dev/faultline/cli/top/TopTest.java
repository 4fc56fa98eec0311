package dev.faultline.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.api.index.DimensionMeasures;
import dev.faultline.api.index.EntityShare;
import dev.faultline.api.index.Figures;
import dev.faultline.api.index.Interval;
import dev.faultline.api.index.JointHalt;
import dev.faultline.api.index.OpenIncident;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.PopulationJson;
import dev.faultline.api.index.ScenarioLoss;
import dev.faultline.api.index.WeakestInWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopTest {

  private static final Instant AT = Instant.parse("2025-10-20T08:00:00Z");
  private static final Instant NOW = AT.plusSeconds(90);
  private static final Interval NOTHING = new Interval(null, null);

  private static final PopulationIndex SOLANA =
      population("solana", "margin(country)", 0.1, List.of("client"));

  /** Only who operates it is known. */
  private static final PopulationIndex STAKE_ONLY =
      new PopulationIndex(
          "cosmoshub",
          "consensus",
          AT,
          300,
          "weight",
          200,
          0,
          0,
          1.0,
          null,
          NOTHING,
          null,
          null,
          "wholly unknown: provider, site, country",
          List.of(),
          0,
          Map.of("any", NOTHING, "major", NOTHING, "critical", NOTHING),
          Map.of("operator", measures("operator", "Coinbase", 0.1, 6)));

  private static PopulationIndex population(
      String network, String weakest, double value, List<String> halting) {
    Map<String, DimensionMeasures> dimensions = new TreeMap<>();
    dimensions.put("provider", measures("provider", "teraswitch", 0.244, 2));
    dimensions.put("country", measures("country", "DE", 0.3, 2));
    dimensions.put("client", measures("client", "agave", 0.784, 1));
    return new PopulationIndex(
        network,
        "consensus",
        AT,
        3600,
        "weight",
        947,
        12,
        1,
        0.98,
        28.13,
        new Interval(24.04, 31.2),
        weakest,
        value,
        null,
        halting,
        1,
        Map.of(
            "any", new Interval(0.029, 0.0514),
            "major", new Interval(0.029, 0.0514),
            "critical", new Interval(0.0, 0.0)),
        dimensions);
  }

  private static DimensionMeasures measures(
      String dimension, String largest, double share, int nakamoto) {
    return new DimensionMeasures(dimension, 30, nakamoto, 1, 0.12, 8.3, largest, share, 0.99, null);
  }

  @Test
  void aLineANetwork() {
    List<String> lines = OverviewTable.of(List.of(SOLANA, STAKE_ONLY), NOW).lines().toList();

    assertThat(lines.get(0)).startsWith("network").contains("weakest", "halts alone", "exposed");
    assertThat(lines.get(1))
        .startsWith("solana/consensus")
        .contains(
            "28.1",
            "24.0 – 31.2",
            "one country, Germany, holds 30.0 %",
            "client",
            "2.9 – 5.1 %",
            "2025-10-20 08:00",
            "90 s");
    assertThat(lines.get(2))
        .contains("no index: wholly unknown: provider, site, country", "6", "no outage");
    assertThat(lines.subList(0, 3))
        .extracting(line -> line.indexOf("2025-10-20"))
        .endsWith(lines.get(1).indexOf("2025-10-20"));
  }

  @Test
  void theWeakestPartIsSaidInWords() {
    assertThat(words("margin(provider)", 0.1)).isEqualTo("one provider, teraswitch, holds 24.4 %");
    assertThat(words("diversity(provider)", 0.1)).isEqualTo("as few as 8.3 equal providers");
    assertThat(words("availability", 0.875)).isEqualTo("12.5 % of it does not answer");
    assertThat(words("headroom", 0.9)).isEqualTo("5.1 % of it may be in open outages");
    assertThat(words("margin(site)", 0.25))
        .as("its dimension has not landed yet")
        .isEqualTo("margin(site) 0.250");
  }

  private static String words(String weakest, double value) {
    return WeakestInWords.of(population("solana", weakest, value, List.of()));
  }

  @Test
  void aNetworkInDetail() {
    PopulationDetails details =
        new PopulationDetails(
            SOLANA,
            List.of(new EntityShare("provider", 1, "teraswitch", 143, 0.244)),
            List.of(
                new OpenIncident(
                    "aws",
                    "",
                    "critical",
                    "identified",
                    AT.minusSeconds(4_320),
                    "It is DNS",
                    0.0645)),
            List.of(
                new ScenarioLoss("largest-client", new Interval(0.784, 0.784), "yes", 204, 3, null),
                new ScenarioLoss("aws", new Interval(0.0645, 0.0801), "no", 900, 2, 2)),
            Optional.of(new JointHalt(1, 1, List.of("client:agave"))));

    assertThat(DetailPage.of(details, NOW))
        .contains(
            "2025-10-20 08:00 UTC (90 s ago), window of 1 h, counted by weight",
            "947 live, 12 down, 1 silent; available 98.0 %",
            "28.1 of 100 (24.0 – 31.2)",
            "the client agave, 78.4 %",
            "any 2.9 – 5.1 %")
        .containsPattern("fewest that halt it together +1: client agave\n")
        .containsPattern("largest-client +78.4 % +yes +204 +3 +–")
        .containsPattern("aws +6.5 – 8.0 % +no +900 +2 +2")
        .containsPattern("provider +1 +teraswitch +143 +24.4 %")
        .containsPattern("aws +6.5 % +unknown +critical +2025-10-20 06:48 +It is DNS");
  }

  @Test
  void aStakeOnlyNetworkShowsWhatItHas() {
    String page =
        DetailPage.of(
            new PopulationDetails(STAKE_ONLY, List.of(), List.of(), List.of(), Optional.empty()),
            NOW);

    assertThat(page)
        .contains("no index: wholly unknown: provider, site, country", "no outage is open")
        .containsPattern("operator +30 +6 +1 +0.1200 +8.30 +Coinbase +10.0 % +99.0 %")
        .doesNotContain("null");
  }

  @Test
  void jsonHasTheNamesOfTheColumns() throws Exception {
    String json =
        text(
            PopulationJson.ofDetails(
                new PopulationDetails(
                    STAKE_ONLY, List.of(), List.of(), List.of(), Optional.empty()),
                NOW));

    assertThat(json)
        .contains("\"resilience_index\" : null", "\"index_low\" : null", "\"age_s\" : 90")
        .contains("\"null_reason\" : \"wholly unknown: provider, site, country\"")
        .contains("\"operator\" : 6", "\"exposure_major_high\" : null");
    assertThat(text(PopulationJson.of(SOLANA, NOW)))
        .contains("\"halting\" : [ \"client\" ]", "\"exposure_any_low\" : 0.029");
  }

  private static String text(Map<String, Object> json) throws Exception {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
  }

  @Test
  void howFewHaltIt() {
    assertThat(new JointHalt(2, 3, List.of("country:DE", "provider:aws", "operator:x:y")).inWords())
        .isEqualTo("2 to 3: country Germany, provider aws, operator x:y");
    assertThat(new JointHalt(null, null, List.of()).inWords()).isEqualTo("–");
  }

  @Test
  void lengthsOfTime() {
    assertThat(Figures.window(300)).isEqualTo("5 min");
    assertThat(Figures.window(604_800)).isEqualTo("7 d");
    assertThat(Figures.age(AT, AT.plusSeconds(400 * 86_400L))).isEqualTo("400 d");
    assertThat(Figures.age(AT, AT.minusSeconds(5))).as("a clock that is behind").isEqualTo("0 s");
  }
}
