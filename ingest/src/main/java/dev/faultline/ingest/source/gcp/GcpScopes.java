package dev.faultline.ingest.source.gcp;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where Google Cloud says that an incident hurts. Location ids are regions ({@code us-east1}),
 * multi-regions ({@code us}, {@code nam5}) or {@code global}, and are kept as they are.
 *
 * <p>While the incident is open: the currently affected locations, else those of the newest update,
 * else the previously affected ones. Once it has ended: all of them, because the feed moves each
 * recovered location from the first list to the last.
 */
final class GcpScopes {

  private static final String PROVIDER = "gcp";

  private GcpScopes() {}

  /**
   * The scopes; none if no location is named anywhere.
   *
   * @param update the newest update; an empty object if there is none
   * @param ended whether the incident has an end
   */
  static List<Scope> of(JsonFields incident, JsonFields update, boolean ended)
      throws RefusedException {
    Set<String> regions = new LinkedHashSet<>();
    add(regions, incident, "currently_affected_locations");
    if (ended || regions.isEmpty()) {
      add(regions, update, "affected_locations");
    }
    if (ended || regions.isEmpty()) {
      add(regions, incident, "previously_affected_locations");
    }
    return regions.stream().map(region -> new Scope(PROVIDER, region, null)).toList();
  }

  private static void add(Set<String> regions, JsonFields from, String field)
      throws RefusedException {
    for (JsonFields location : from.objects(field)) {
      regions.add(location.requiredText("id"));
    }
  }
}
