package dev.faultline.streams.stress;

import static dev.faultline.streams.stress.Joint.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.Halts;
import dev.faultline.streams.network.FaultRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Vectors by hand. */
class StressTest {

  private static final FaultRule THIRD = new FaultRule(1, 3, false);

  /** The check of the methodology, section 6. */
  private static final List<Joint.Node> FIVE =
      List.of(
          node(30, "aws", "us-east-1", "US", "x", "o1", "hyperscale"),
          node(10, "aws", "eu-west-1", "IE", "x", "o2", "hyperscale"),
          node(25, "hetzner", "fsn1", "DE", "y", "o3", "cloud"),
          node(15, "ovh", "gra", "FR", "y", "o1", "cloud"),
          node(20, "home", "none", "US", "z", "o4", "residential"));

  private static Scenario named(Dimension dimension, String... ids) {
    return new Scenario("s", Map.of(dimension, Set.of(ids)), Map.of());
  }

  private static Scenario largest(Dimension dimension, int number) {
    return new Scenario("s", Map.of(), Map.of(dimension, number));
  }

  private static Loss loss(List<Joint.Node> nodes, Scenario scenario, FaultRule rule) {
    return new Stress(Joint.population(nodes), RegionCountries.load(), rule).of(scenario);
  }

  private static void assertLoss(Scenario scenario, long low, long high, Halts halts) {
    Loss loss = loss(FIVE, scenario, THIRD);
    assertThat(List.of(loss.low(), loss.high(), loss.live())).containsExactly(low, high, 100L);
    assertThat(loss.halts()).isEqualTo(halts);
  }

  @Test
  void whatLiesInTwoOfThemIsLostOnce() {
    assertLoss(named(Dimension.PROVIDER, "aws"), 40, 40, Halts.YES);
    assertLoss(named(Dimension.REGION, "aws/us-east-1"), 30, 30, Halts.NO);
    assertLoss(named(Dimension.COUNTRY, "US"), 50, 50, Halts.YES);
    assertLoss(named(Dimension.COUNTRY, "CN"), 0, 0, Halts.NO);
    Scenario union =
        new Scenario(
            "s",
            Map.of(Dimension.PROVIDER, Set.of("aws"), Dimension.COUNTRY, Set.of("US")),
            Map.of());
    assertLoss(union, 60, 60, Halts.YES);
    assertThat(union.definition()).containsExactly("country:US", "provider:aws");
  }

  @Test
  void theLargestAreWhoeverTheyAre() {
    Loss one = loss(FIVE, largest(Dimension.PROVIDER, 1), THIRD);
    assertThat(one.failed()).containsExactly("provider:aws");
    Loss two = loss(FIVE, largest(Dimension.PROVIDER, 2), THIRD);
    assertThat(two.failed()).containsExactly("provider:aws", "provider:hetzner");
    assertThat(two.low()).isEqualTo(65);
    assertThat(loss(FIVE, largest(Dimension.COUNTRY, 1), THIRD).failed())
        .containsExactly("country:US");
    // equal weights: the first by id
    assertThat(loss(FIVE, largest(Dimension.CLIENT, 1), THIRD).failed())
        .containsExactly("client:x");
    assertThat(loss(FIVE, largest(Dimension.PROVIDER, 9), THIRD).low()).isEqualTo(100);
  }

  @Test
  void survivorsAreMeasuredByProviderAndCountry() {
    Loss loss = loss(FIVE, named(Dimension.PROVIDER, "aws"), THIRD);
    assertThat(loss.survivingNodes()).isEqualTo(3);
    Loss.Rest providers = loss.survivors().get(Dimension.PROVIDER);
    assertThat(providers.entities()).isEqualTo(3);
    assertThat(providers.nakamoto()).isEqualTo(1);
    assertThat(providers.hhi()).isCloseTo(1250.0 / 3600, within(1e-15));
    assertThat(loss.survivors().get(Dimension.COUNTRY).entities()).isEqualTo(3);
    Loss all = loss(FIVE, largest(Dimension.PROVIDER, 5), THIRD);
    assertThat(all.survivingNodes()).isZero();
    assertThat(all.survivors().get(Dimension.PROVIDER)).isEqualTo(new Loss.Rest(0, null, null));
  }

  /** 30 in us-east-1; of unknown region in DE 10, in US 5, of unknown country 2; elsewhere 53. */
  @Test
  void theHighEndIsTightenedByCountry() {
    List<Joint.Node> nodes =
        List.of(
            node(30, "aws", "us-east-1", "US", null, null, null),
            node(10, "aws", null, "DE", null, null, null),
            node(5, "aws", null, "US", null, null, null),
            node(2, "aws", null, null, null, null, null),
            node(53, "ovh", null, "US", null, null, null));
    Loss loss = loss(nodes, named(Dimension.REGION, "aws/us-east-1"), THIRD);
    assertThat(List.of(loss.low(), loss.high())).containsExactly(30L, 37L);
    assertThat(loss.halts()).isEqualTo(Halts.MAYBE);
    Loss unlisted = loss(nodes, named(Dimension.REGION, "aws/moon-1"), THIRD);
    assertThat(List.of(unlisted.low(), unlisted.high())).containsExactly(0L, 17L);
  }

  @Test
  void whoIsUnknownMayBeInside() {
    List<Joint.Node> nodes =
        List.of(
            node(1, "aws", null, "US", null, null, null),
            node(2, null, null, "US", null, null, null),
            node(3, null, null, "DE", null, null, null),
            node(4, "ovh", null, null, null, null, null));
    Loss provider = loss(nodes, named(Dimension.PROVIDER, "aws"), THIRD);
    assertThat(List.of(provider.low(), provider.high())).containsExactly(1L, 6L);
    Loss region = loss(nodes, named(Dimension.REGION, "aws/us-east-1"), THIRD);
    assertThat(List.of(region.low(), region.high())).containsExactly(0L, 3L);
    Loss country = loss(nodes, named(Dimension.COUNTRY, "DE", "FR"), THIRD);
    assertThat(List.of(country.low(), country.high())).containsExactly(3L, 7L);
    Loss client = loss(nodes, largest(Dimension.CLIENT, 1), THIRD);
    assertThat(List.of(client.low(), client.high())).containsExactly(0L, 10L);
    assertThat(client.failed()).isEmpty();
    assertThat(client.halts()).isEqualTo(Halts.MAYBE);
  }

  @Test
  void theRuleAndItsStrictnessDecide() {
    long large = 100_000_000_000_000_000L;
    List<Joint.Node> thirds =
        List.of(node(large, "a"), node(large, "b"), node(large, "c")).stream()
            .map(
                each ->
                    node(
                        each.weight(), each.entity(Dimension.PROVIDER), null, "US", "x", "o", null))
            .toList();
    Scenario one = named(Dimension.PROVIDER, "a");
    assertThat(loss(thirds, one, THIRD).halts()).isEqualTo(Halts.YES);
    assertThat(loss(thirds, one, FaultRule.MORE_THAN_THIRD).halts()).isEqualTo(Halts.NO);
    assertThat(loss(thirds, named(Dimension.PROVIDER, "a", "b"), FaultRule.MORE_THAN_HALF).halts())
        .isEqualTo(Halts.YES);
  }

  @Test
  void whereNothingIsLiveNothingHalts() {
    Loss loss = loss(List.of(), largest(Dimension.PROVIDER, 1), THIRD);
    assertThat(List.of(loss.low(), loss.high(), loss.live())).containsExactly(0L, 0L, 0L);
    assertThat(loss.halts()).isEqualTo(Halts.NO);
  }

  @Test
  void allShippedScenariosAreThere() {
    assertThat(Scenarios.load().all())
        .extracting(Scenario::name)
        .containsExactly(
            "all-hyperscalers",
            "big-three",
            "aws",
            "aws/us-east-1",
            "azure",
            "gcp",
            "cloudflare",
            "hetzner",
            "largest-provider",
            "two-largest-providers",
            "largest-country",
            "US",
            "EU",
            "largest-client",
            "tor");
    assertThat(Scenarios.load().all().get(12).definition()).hasSize(27);
  }
}
