package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.providers.ProviderRegions;
import dev.faultline.schemas.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the components of an incident name: a place, if the provider's own list of regions has it,
 * such as DigitalOcean's {@code NYC1} or Cloudflare's {@code Amsterdam, Netherlands - (AMS)}, or
 * else a service. Those of the updates count too, because a page takes components off an incident.
 *
 * <p>While an outage goes on, a component that works again is no part of it. Once it is over all of
 * them are, since all of them work.
 *
 * @param scopes the places; one of unknown region if no component names one
 * @param services the components that are no places
 */
record StatuspagePlaces(List<Scope> scopes, List<String> services) {

  private static final ProviderRegions REGIONS = ProviderRegions.load();
  private static final String WORKS = "operational";
  private static final int LONGEST_NAME = 200;

  /**
   * The places and services of an incident.
   *
   * @param isGoingOn whether components that work are left out
   */
  static StatuspagePlaces of(String provider, JsonFields incident, boolean isGoingOn)
      throws RefusedException {
    Set<Scope> scopes = new LinkedHashSet<>();
    List<String> services = new ArrayList<>();
    for (String name : names(incident, isGoingOn)) {
      Optional<ProviderRegions.Found> region = REGIONS.in(provider, name);
      if (region.isPresent()) {
        scopes.add(new Scope(provider, region.get().region(), region.get().zone()));
      } else {
        services.add(name);
      }
    }
    if (scopes.isEmpty()) {
      scopes.add(new Scope(provider, null, null));
    }
    return new StatuspagePlaces(List.copyOf(scopes), services);
  }

  private static Set<String> names(JsonFields incident, boolean isGoingOn) throws RefusedException {
    Map<String, String> states = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (String list : List.of("components", "affected_components")) {
      add(incident.objects(list), states, names);
    }
    for (JsonFields update : incident.objects("incident_updates")) {
      add(update.objects("affected_components"), states, names);
    }
    Set<String> named = new LinkedHashSet<>();
    names.forEach(
        (id, name) -> {
          if (!isGoingOn || !WORKS.equals(states.get(id))) {
            named.add(name);
          }
        });
    return named;
  }

  /** The newest state of a component comes first: its own, then those of the updates. */
  private static void add(
      List<JsonFields> components, Map<String, String> states, Map<String, String> names)
      throws RefusedException {
    for (JsonFields component : components) {
      String name = component.text("name");
      if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
        continue;
      }
      String id = first(component, "id", "code");
      String key = id == null ? name.strip() : id;
      names.putIfAbsent(key, name.strip());
      String state = first(component, "status", "current_status", "new_status");
      if (state != null) {
        states.putIfAbsent(key, state);
      }
    }
  }

  private static String first(JsonFields component, String... fields) {
    for (String field : fields) {
      String value = component.object().path(field).asText("");
      if (!value.isEmpty() && !value.equals("null")) {
        return value;
      }
    }
    return null;
  }
}
