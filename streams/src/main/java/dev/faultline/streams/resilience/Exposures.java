package dev.faultline.streams.resilience;

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
  public static Exposures of(List<OpenIncident> open, HostedWeight hosted) {
    return new Exposures(
        exposure(open, Severity.INFO, hosted),
        exposure(open, Severity.MAJOR, hosted),
        exposure(open, Severity.CRITICAL, hosted),
        open.size(),
        (int) open.stream().filter(incident -> incident.concerns(hosted)).count());
  }

  private static Exposure exposure(List<OpenIncident> open, Severity least, HostedWeight hosted) {
    return Exposure.of(
        open.stream()
            .filter(incident -> incident.isAtLeast(least))
            .flatMap(incident -> incident.places().stream())
            .toList(),
        hosted);
  }
}
