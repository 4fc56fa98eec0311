package dev.faultline.streams.stress;

import dev.faultline.providers.RegionCountries;
import dev.faultline.schemas.Dimension;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which nodes of unknown region may lie in one of these regions, by provider and country. */
final class PossibleRegions {

  private final int[] providers;
  private final int[] countries;
  private final boolean[][] byProvider;

  /**
   * @param regions {@code provider/region}
   * @param table in which country a region lies
   */
  PossibleRegions(Collection<String> regions, JointPopulation population, RegionCountries table) {
    providers = population.entities(Dimension.PROVIDER);
    countries = population.entities(Dimension.COUNTRY);
    String[] providerIds = population.ids(Dimension.PROVIDER);
    String[] countryIds = population.ids(Dimension.COUNTRY);
    byProvider = new boolean[providerIds.length + 1][];
    for (int provider = 0; provider < providerIds.length; provider++) {
      String prefix = providerIds[provider] + "/";
      byProvider[provider + 1] =
          possible(
              regions.stream().filter(region -> region.startsWith(prefix)).toList(),
              countryIds,
              table);
    }
    byProvider[0] = possible(regions, countryIds, table);
  }

  /** By country, the unknown one first. */
  private static boolean[] possible(
      Collection<String> regions, String[] countryIds, RegionCountries table) {
    Set<String> within = new HashSet<>();
    for (String region : regions) {
      int slash = region.indexOf('/');
      within.add(table.countryOf(region.substring(0, slash), region.substring(slash + 1)));
    }
    boolean[] possible = new boolean[countryIds.length + 1];
    possible[0] = !within.isEmpty();
    for (int country = 0; country < countryIds.length; country++) {
      // a region of which the table tells no country may lie anywhere
      possible[country + 1] = within.contains(null) || within.contains(countryIds[country]);
    }
    return possible;
  }

  boolean mayHold(int combination) {
    return byProvider[providers[combination] + 1][countries[combination] + 1];
  }
}
