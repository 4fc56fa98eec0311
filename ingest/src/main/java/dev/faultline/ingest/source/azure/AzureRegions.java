package dev.faultline.ingest.source.azure;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Azure's regions by the names that people read, such as {@code East US 2}; the ids are these
 * without blanks, in lower case, as Azure's API has them. From the list of regions in Azure's
 * documentation (learn.microsoft.com/azure/reliability/regions-list) of November 2026, and the
 * regions named in recorded events.
 */
final class AzureRegions {

  private static final String EVERYWHERE = "global";
  private static final Set<String> IDS =
      Stream.of(
              "Australia Central",
              "Australia Central 2",
              "Australia East",
              "Australia Southeast",
              "Austria East",
              "Belgium Central",
              "Brazil Northeast",
              "Brazil South",
              "Brazil Southeast",
              "Canada Central",
              "Canada East",
              "Central India",
              "Central US",
              "Central US EUAP",
              "Chile Central",
              "China East",
              "China East 2",
              "China East 3",
              "China North",
              "China North 2",
              "China North 3",
              "Denmark East",
              "East Asia",
              "East US",
              "East US 2",
              "East US 2 EUAP",
              "France Central",
              "France South",
              "Germany North",
              "Germany West Central",
              "Indonesia Central",
              "Israel Central",
              "Israel Northwest",
              "Italy North",
              "Japan East",
              "Japan West",
              "Jio India Central",
              "Jio India West",
              "Korea Central",
              "Korea South",
              "Malaysia South",
              "Malaysia West",
              "Mexico Central",
              "New Zealand North",
              "North Central US",
              "North Europe",
              "Norway East",
              "Norway West",
              "Poland Central",
              "Qatar Central",
              "South Africa North",
              "South Africa West",
              "South Central US",
              "South Central US 2",
              "South India",
              "Southeast Asia",
              "Southeast US",
              "Spain Central",
              "Sweden Central",
              "Sweden South",
              "Switzerland North",
              "Switzerland West",
              "Taiwan North",
              "Taiwan Northwest",
              "UAE Central",
              "UAE North",
              "UK South",
              "UK West",
              "US DoD Central",
              "US DoD East",
              "US Gov Arizona",
              "US Gov Texas",
              "US Gov Virginia",
              "West Central US",
              "West Europe",
              "West India",
              "West US",
              "West US 2",
              "West US 3")
          .map(AzureRegions::slug)
          .collect(Collectors.toUnmodifiableSet());

  private AzureRegions() {}

  /** The id of a region, {@code global} for all of them; empty for what is not known as one. */
  static Optional<String> id(String name) {
    String slug = slug(name);
    return slug.equals(EVERYWHERE) || IDS.contains(slug) ? Optional.of(slug) : Optional.empty();
  }

  private static String slug(String name) {
    return name.replace(" ", "").toLowerCase(Locale.ROOT);
  }
}
