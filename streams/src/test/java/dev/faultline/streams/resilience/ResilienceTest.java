package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.Severity;
import dev.faultline.streams.measure.Decentralization;
import dev.faultline.streams.measure.Ranking;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResilienceTest {

  /** Liveness 1/2 by convention, not strict. */
  private static final PopulationRules RULES =
      Networks.load().rules(new Population("test", "compute"));

  private static final long LIVE = 100;
  private static final RegionCountries COUNTRIES = RegionCountries.load();

  private final Map<Dimension, Profile> profiles = new EnumMap<>(Dimension.class);
  private final HostedWeight hosted = new HostedWeight();

  ResilienceTest() {
    for (Dimension dimension : Dimension.values()) {
      known(dimension);
    }
    known(Dimension.PROVIDER, "aws", 40, "hetzner", 25, "ovh", 15, "home", 20);
    known(
        Dimension.REGION,
        "aws/us-east-1",
        30,
        "aws/eu-west-1",
        10,
        "hetzner/fsn1",
        25,
        "ovh/gra",
        20);
    known(Dimension.SITE, "aws/us-east-1", 30, "aws/eu-west-1", 10, "hetzner/DE", 25, "ovh/FR", 20);
    known(Dimension.COUNTRY, "US", 50, "IE", 10, "DE", 25, "FR", 15);
    known(Dimension.HOSTING, "hyperscale", 40, "cloud", 40);
    hosted.addProvider("aws", 40);
    hosted.addRegion("aws/us-east-1", 30);
    hosted.addRegion("aws/eu-west-1", 10);
  }

  @Test
  void componentsFollowTheirDefinitions() {
    known(Dimension.COUNTRY, "US", 30, "IE", 30, "DE", 25, "FR", 15);
    Resilience measured = measure(new Counts(100, 15, 10), incident(Severity.MAJOR, "us-east-1"));

    assertThat(measured.availability()).isEqualTo(0.8);
    assertThat(measured.margin())
        .containsEntry(Dimension.PROVIDER, 0.2)
        .containsEntry(Dimension.COUNTRY, 0.4)
        .doesNotContainKeys(Dimension.CLIENT, Dimension.ASN, Dimension.HOSTING);
    assertThat(measured.margin().get(Dimension.SITE))
        .as("of the known 85: (1/2 - 30/85) / (1/2)")
        .isEqualTo(25.0 / 85);
    assertThat(measured.diversity().get(Dimension.PROVIDER))
        .isCloseTo((10_000.0 / (1600 + 625 + 225 + 400) - 1) / 9, within(1e-15));
    assertThat(measured.headroom()).as("(1/2 - 30/100) / (1/2)").isEqualTo(0.4);
    assertThat(measured.hybridShare()).isEqualTo(0.5);
    assertThat(measured.hybridEntropy()).isEqualTo(1.0);
    double product = 0.2 * (25.0 / 85) * 0.4 * measured.diversity().get(Dimension.PROVIDER);
    assertThat(measured.index().value())
        .isCloseTo(100 * Math.pow(product * 0.8 * 0.4, 1.0 / 6), within(1e-12));
    assertThat(measured.index().weightsLow()).isLessThan(measured.index().value());
    assertThat(measured.index().weightsHigh()).isGreaterThan(measured.index().value());
    assertThat(measured.weakest()).isEqualTo("margin(provider)");
    assertThat(measured.weakestValue()).isEqualTo(0.2);
    assertThat(measured.nullReason()).isNull();
  }

  @Test
  void aComponentOfZeroCountsAsTheFloorAndTheDimensionHalts() {
    Resilience measured = measure(new Counts(100, 0, 0));

    assertThat(measured.margin()).as("US holds the half").containsEntry(Dimension.COUNTRY, 0.0);
    assertThat(measured.halting()).containsExactly(Dimension.COUNTRY);
    double product = 0.2 * (25.0 / 85) * 0.01 * measured.diversity().get(Dimension.PROVIDER);
    assertThat(measured.index().value()).isCloseTo(100 * Math.pow(product, 1.0 / 6), within(1e-12));
    assertThat(measured.weakest()).isEqualTo("margin(country)");
    assertThat(measured.weakestValue()).as("before the floor").isZero();
  }

  @Test
  void theBlastRadiusAndWhatIsLeft() {
    Survivors survivors = measure(new Counts(100, 0, 0)).survivors().get(Dimension.PROVIDER);

    assertThat(survivors)
        .isEqualTo(new Survivors(0.4, 3, 2, (625.0 + 225 + 400) / 3600, 25.0 / 60));
  }

  @Test
  void theLossOfAnOnlyEntityLeavesNothing() {
    known(Dimension.CLIENT, "geth", 9);

    assertThat(measure(new Counts(100, 0, 0)).survivors().get(Dimension.CLIENT))
        .isEqualTo(new Survivors(1, 0, null, null, null));
  }

  @Test
  void severityDecidesWhichExposureCounts() {
    Exposures exposures =
        Exposures.of(
            List.of(
                incident(Severity.MINOR, "eu-west-1"),
                incident(Severity.CRITICAL, "us-east-1"),
                new OpenIncident(
                    Severity.MAJOR, List.of(new Place("gcp", Optional.of("us-central1"))))),
            hosted,
            COUNTRIES);

    assertThat(exposures)
        .isEqualTo(
            new Exposures(new Exposure(40, 40), new Exposure(30, 30), new Exposure(30, 30), 3, 2));
  }

  @Test
  void littleCoverageWidensTheIntervalAndGivesAnIndex() {
    known(Dimension.SITE, "aws/us-east-1", 1, "ovh/gra", 1, "hetzner/DE", 1);
    Resilience measured = measure(new Counts(100, 0, 0));

    assertThat(measured.nullReason()).isNull();
    assertThat(measured.index().low()).isLessThan(measured.index().value());
    assertThat(measured.index().high()).isGreaterThan(measured.index().value());
    assertThat(measured.halting()).containsExactly(Dimension.COUNTRY);
  }

  @Test
  void aDimensionOfWhichNothingIsKnownGivesNoIndexAndSaysWhy() {
    known(Dimension.SITE);
    known(Dimension.COUNTRY);
    Resilience measured = measure(new Counts(100, 0, 0));

    assertThat(measured.index()).isNull();
    assertThat(measured.nullReason()).isEqualTo("wholly unknown: site, country");
    assertThat(measured.weakest()).isEqualTo("margin(provider)");
  }

  @Test
  void nobodyLiveGivesNoIndex() {
    for (Dimension dimension : Dimension.values()) {
      known(dimension);
    }
    Resilience measured = measure(new Counts(0, 5, 0));

    assertThat(measured.availability()).isZero();
    assertThat(measured.headroom()).isNull();
    assertThat(measured.index()).isNull();
    assertThat(measured.nullReason()).isEqualTo("no live weight");
  }

  @Test
  void tenEqualOfEverythingAndNothingLostIsTheBest() {
    for (Dimension dimension : Dimension.values()) {
      Object[] entities = new Object[2_000];
      for (int i = 0; i < entities.length; i += 2) {
        entities[i] = "e" + i;
        entities[i + 1] = 1_000_000;
      }
      known(dimension, 1_000_000_000L, entities);
    }
    Resilience measured =
        Resilience.of(
            profiles,
            new Counts(1_000_000_000L, 0, 0),
            Exposures.of(List.of(), hosted, COUNTRIES),
            RULES.liveness());

    assertThat(measured.diversity()).containsEntry(Dimension.PROVIDER, 1.0);
    assertThat(measured.index().value()).isBetween(99.8, 100.0);
  }

  private Resilience measure(Counts counts, OpenIncident... open) {
    return Resilience.of(
        profiles, counts, Exposures.of(List.of(open), hosted, COUNTRIES), RULES.liveness());
  }

  private static OpenIncident incident(Severity severity, String region) {
    return new OpenIncident(severity, List.of(new Place("aws", Optional.of(region))));
  }

  private void known(Dimension dimension, Object... entities) {
    known(dimension, LIVE, entities);
  }

  private void known(Dimension dimension, long live, Object... entities) {
    int n = entities.length / 2;
    String[] ids = new String[n];
    long[] nodes = new long[n];
    long[] weights = new long[n];
    for (int i = 0; i < n; i++) {
      ids[i] = (String) entities[2 * i];
      nodes[i] = 1;
      weights[i] = (Integer) entities[2 * i + 1];
    }
    Ranking ranking = Ranking.of(ids, nodes, weights, n);
    profiles.put(
        dimension,
        new Profile(
            ranking,
            Decentralization.measure(dimension, ranking, live - ranking.total(), RULES),
            RULES.liveness()));
  }
}
