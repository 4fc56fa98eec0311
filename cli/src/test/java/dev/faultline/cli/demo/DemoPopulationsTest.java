package dev.faultline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.testkit.RecordedData;
import dev.faultline.testkit.Script;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The demo's figures are those of the recorded lists. */
class DemoPopulationsTest {

  private static final List<NodeGroup> GROUPS = NodeGroup.load();

  private static double share(String network, Predicate<NodeGroup> of) {
    return size(network, of) / size(network, group -> true);
  }

  private static double size(String network, Predicate<NodeGroup> of) {
    return GROUPS.stream()
        .filter(group -> group.population().network().equals(network))
        .filter(of)
        .mapToDouble(group -> group.weight() == null ? group.nodes() : group.weight())
        .sum();
  }

  /** Methodology, section 7. */
  @Test
  void solanaIsAsItWasThatMorning() {
    assertThat(share("solana", group -> Long.valueOf(20_326).equals(group.asn())))
        .isCloseTo(0.244, within(0.0005));
    assertThat(share("solana", group -> "DE".equals(group.country())))
        .isCloseTo(0.300, within(0.0005));
    assertThat(size("solana", group -> true) / 1e15).isCloseTo(410.36, within(0.01));
  }

  /** 932 of 17,356: of all nodes, not of those whose region is known. */
  @Test
  void ethereumHasOneNodeInNineteenInUsEast1() {
    assertThat(share("ethereum", group -> "us-east-1".equals(group.region())))
        .isCloseTo(0.0537, within(0.001));
    assertThat(size("ethereum", group -> true)).isEqualTo(1000);
  }

  @Test
  void someNodesFailAndComeBack() {
    DemoScenario scenario = new DemoScenario(GROUPS);

    assertThat(down(scenario, "2025-10-20T06:45:00Z")).isEmpty();
    assertThat(down(scenario, "2025-10-20T08:30:00Z"))
        .hasSizeBetween(2, 5)
        .allMatch(node -> node.getNetwork().equals("ethereum"))
        .allMatch(node -> node.getRegion().equals("us-east-1"));
    assertThat(down(scenario, "2025-10-20T09:30:00Z")).isEmpty();
  }

  private static List<Observation> down(DemoScenario scenario, String at) {
    return scenario.observations(Instant.parse(at)).stream()
        .filter(node -> node.getStatus() == NodeStatus.DOWN)
        .toList();
  }

  @Test
  void theTableIsWhatTheScriptMakesOfTheLists() throws Exception {
    String made = Script.run("demo_populations.py", RecordedData.folder().toString());

    try (InputStream table = NodeGroup.class.getResourceAsStream("populations.csv")) {
      assertThat(new String(table.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(made);
    }
  }
}
