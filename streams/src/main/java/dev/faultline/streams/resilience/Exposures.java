package dev.faultline.streams.resilience;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Severity;
import java.util.List;

/**
 * What the incidents open at one T hold of a population.
 *
 * @param any inside incidents of any severity
 * @param major inside major and critical ones
 * @param critical inside critical ones
 * @param open how many incidents are open, wherever
 * @param inScope how many of them concern a provider that hosts live weight of the population
 */
public record Exposures(Exposure any, Exposure major, Exposure critical, int open, int inScope) {

  /** Measures a population's live weight against the open incidents. */
  public static Exposures of(List<OpenIncident> open, HostedWeight hosted, RegionCountries table) {
    return new Exposures(
        exposure(open, Severity.INFO, hosted, table),
        exposure(open, Severity.MAJOR, hosted, table),
        exposure(open, Severity.CRITICAL, hosted, table),
        open.size(),
        (int) open.stream().filter(incident -> incident.concerns(hosted)).count());
  }

  private static Exposure exposure(
      List<OpenIncident> open, Severity least, HostedWeight hosted, RegionCountries table) {
    return Exposure.of(
        open.stream()
            .filter(incident -> incident.isAtLeast(least))
            .flatMap(incident -> incident.places().stream())
            .toList(),
        hosted,
        table);
  }
}
