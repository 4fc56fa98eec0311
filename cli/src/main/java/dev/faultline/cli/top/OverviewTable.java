package dev.faultline.cli.top;

import dev.faultline.api.index.Figures;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.WeakestInWords;
import dev.faultline.cli.output.AlignedTable;
import java.time.Instant;
import java.util.List;

/** A line a population. */
public final class OverviewTable {

  private static final String LEGEND =
      "index: 0 to 100, with what the unknown can make of it. halts alone: whose largest, alone,"
          + " halts it.\n"
          + "providers, countries, operators: how few of them together halt it (Nakamoto"
          + " coefficient). exposed: share in open outages.\n";

  private OverviewTable() {}

  /**
   * The populations as text.
   *
   * @param now when it is, or was
   */
  public static String of(List<PopulationIndex> populations, Instant now) {
    AlignedTable table =
        new AlignedTable(
            "network",
            "index",
            "interval",
            "weakest",
            "halts alone",
            "providers",
            "countries",
            "operators",
            "exposed",
            "at (UTC)",
            "age");
    for (PopulationIndex population : populations) {
      table.row(
          population.name(),
          Figures.decimals(population.index(), 1),
          Figures.interval(population.interval()),
          WeakestInWords.of(population),
          Figures.list(population.halting()),
          nakamoto(population, "provider"),
          nakamoto(population, "country"),
          nakamoto(population, "operator"),
          Figures.exposure(population),
          Figures.time(population.at()),
          Figures.age(population.at(), now));
    }
    return table + "\n" + LEGEND;
  }

  private static String nakamoto(PopulationIndex population, String dimension) {
    return Figures.count(population.nakamoto(dimension).orElse(null));
  }
}
