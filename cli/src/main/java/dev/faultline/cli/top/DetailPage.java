package dev.faultline.cli.top;

import dev.faultline.api.index.DimensionMeasures;
import dev.faultline.api.index.EntityShare;
import dev.faultline.api.index.Figures;
import dev.faultline.api.index.OpenIncident;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.ScenarioLoss;
import dev.faultline.api.index.WeakestInWords;
import dev.faultline.cli.output.AlignedTable;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;

/** Everything that is known of one population. */
public final class DetailPage {

  private DetailPage() {}

  /**
   * The population as text.
   *
   * @param now when it is, or was
   */
  public static String of(PopulationDetails details, Instant now) {
    StringBuilder page = new StringBuilder();
    PopulationIndex population = details.population();
    page.append(head(details, now));
    page.append("\n").append(dimensions(population));
    if (!details.shares().isEmpty()) {
      page.append("\n").append(shares(details.shares()));
    }
    if (!details.scenarios().isEmpty()) {
      page.append("\n").append(scenarios(details.scenarios()));
    }
    page.append("\n").append(incidents(details.incidents()));
    return page.toString();
  }

  private static String head(PopulationDetails details, Instant now) {
    PopulationIndex population = details.population();
    AlignedTable head = new AlignedTable(population.name(), "");
    head.row(
        "at",
        "%s UTC (%s ago), window of %s, counted by %s"
            .formatted(
                Figures.time(population.at()),
                Figures.age(population.at(), now),
                Figures.window(population.windowSeconds()),
                population.weighting()));
    head.row(
        "nodes",
        "%d live, %d down, %d silent; available %s"
            .formatted(
                population.liveNodes(),
                population.downNodes(),
                population.silentNodes(),
                Figures.percent(population.availability())));
    head.row(
        "resilience index",
        population.index() == null
            ? "none"
            : Figures.decimals(population.index(), 1)
                + " of 100 ("
                + Figures.interval(population.interval()).strip()
                + ")");
    head.row("weakest", WeakestInWords.of(population));
    head.row(
        "halts alone",
        population.halting().isEmpty()
            ? "no single provider, site, country, client or operator"
            : halting(population));
    details.joint().ifPresent(joint -> head.row("fewest that halt it together", joint.inWords()));
    head.row("exposed to open outages", exposures(population));
    return head.toString();
  }

  private static String halting(PopulationIndex population) {
    StringJoiner words = new StringJoiner("; ");
    for (String dimension : population.halting()) {
      DimensionMeasures measures = population.dimensions().get(dimension);
      words.add(
          measures == null
              ? dimension
              : "the %s %s, %s"
                  .formatted(
                      dimension,
                      WeakestInWords.entity(dimension, measures.largest()),
                      Figures.percent(measures.share())));
    }
    return words.toString();
  }

  private static String exposures(PopulationIndex population) {
    if (population.openIncidents() == 0) {
      return "no outage is open";
    }
    StringJoiner words = new StringJoiner(", ");
    population
        .exposure()
        .forEach((severity, share) -> words.add(severity + " " + Figures.shares(share)));
    return words.toString();
  }

  private static AlignedTable dimensions(PopulationIndex population) {
    AlignedTable table =
        new AlignedTable(
            "dimension",
            "entities",
            "nakamoto",
            "at worst",
            "hhi",
            "effective",
            "largest",
            "share",
            "known");
    for (DimensionMeasures each : population.dimensions().values()) {
      table.row(
          each.dimension(),
          Long.toString(each.entities()),
          Figures.count(each.nakamoto()),
          Figures.count(each.pessimistic()),
          Figures.decimals(each.hhi(), 4),
          Figures.decimals(each.effective(), 2),
          each.largest() == null ? Figures.NONE : each.largest(),
          Figures.percent(each.share()),
          Figures.percent(each.coverage()));
    }
    return table;
  }

  private static AlignedTable shares(List<EntityShare> shares) {
    AlignedTable table = new AlignedTable("largest of", "rank", "entity", "nodes", "share");
    for (EntityShare each : shares) {
      table.row(
          each.dimension(),
          Integer.toString(each.rank()),
          each.entity(),
          Long.toString(each.nodes()),
          Figures.percent(each.share()));
    }
    return table;
  }

  private static AlignedTable scenarios(List<ScenarioLoss> scenarios) {
    AlignedTable table =
        new AlignedTable(
            "if these fail", "lost", "halts", "nodes left", "nakamoto by provider", "by country");
    for (ScenarioLoss each : scenarios) {
      table.row(
          each.scenario(),
          Figures.shares(each.lost()),
          each.halts(),
          Long.toString(each.survivors()),
          Figures.count(each.byProvider()),
          Figures.count(each.byCountry()));
    }
    return table;
  }

  private static String incidents(List<OpenIncident> incidents) {
    if (incidents.isEmpty()) {
      return "No outage was known to be open.\n";
    }
    AlignedTable table =
        new AlignedTable("open outage of", "holds", "region", "severity", "since (UTC)", "title");
    for (OpenIncident each : incidents) {
      table.row(
          each.provider(),
          Figures.percent(each.share()),
          each.regions().isEmpty() ? "unknown" : each.regions(),
          each.severity(),
          Figures.time(each.beginsAt()),
          each.title());
    }
    return table.toString();
  }
}
