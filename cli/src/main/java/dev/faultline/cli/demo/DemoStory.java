package dev.faultline.cli.demo;

import dev.faultline.api.index.Figures;
import dev.faultline.api.index.JointHalt;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.ScenarioLoss;
import dev.faultline.api.index.WeakestInWords;
import dev.faultline.cli.output.AlignedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The day as text. */
final class DemoStory {

  private DemoStory() {}

  /** Time of day, UTC. */
  static String time(Instant at) {
    return at.toString().substring(11, 16);
  }

  /**
   * How the networks stood at an instant.
   *
   * @param when before, during or after
   * @param outage as it was known
   * @param lost share of each that it had cost
   */
  static String moment(
      String when,
      Instant at,
      Optional<String> outage,
      List<PopulationIndex> populations,
      Map<String, Double> lost) {
    AlignedTable table =
        new AlignedTable(
            "network",
            "counted by",
            "index",
            "interval",
            "weakest",
            "halts alone",
            "exposed",
            "lost so far");
    for (PopulationIndex population : populations) {
      table.row(
          population.name(),
          population.weighting().equals("weight") ? "stake" : "nodes",
          Figures.decimals(population.index(), 1),
          Figures.interval(population.interval()),
          WeakestInWords.of(population),
          Figures.list(population.halting()),
          Figures.exposure(population),
          outage.isEmpty() ? "–" : Figures.percent(lost.getOrDefault(population.name(), 0.0)));
    }
    return "%s, %s UTC: %s%n%s"
        .formatted(
            when, time(at), outage.map(open -> "open: " + open).orElse("no outage known"), table);
  }

  /** What would halt each network, by its scenarios. */
  static String wouldHalt(List<PopulationDetails> populations) {
    AlignedTable table =
        new AlignedTable(
            "network", "halts if it fails", "may halt", "fewest that halt it together");
    for (PopulationDetails details : populations) {
      table.row(
          details.population().name(),
          named(details, "yes"),
          named(details, "maybe"),
          details.joint().map(JointHalt::inWords).orElse("–"));
    }
    return table.toString();
  }

  private static String named(PopulationDetails details, String halts) {
    return Figures.list(
        details.scenarios().stream()
            .filter(scenario -> scenario.halts().equals(halts))
            .map(ScenarioLoss::scenario)
            .toList());
  }

  /** Who fell with it. */
  static String fallen(List<FallenService> services) {
    AlignedTable table =
        new AlignedTable("fell with it", "from (UTC)", "after", "how we know", "what failed");
    for (FallenService service : services) {
      table.row(
          service.name(),
          time(service.beginsAt()),
          minutes(service.after()),
          service.recorded() ? "recorded status page" : "press; time assumed",
          service.title());
    }
    return table.toString();
  }

  private static String minutes(Duration length) {
    return length.toHours() == 0
        ? length.toMinutes() + " min"
        : "%d h %02d min".formatted(length.toHours(), length.toMinutesPart());
  }
}
