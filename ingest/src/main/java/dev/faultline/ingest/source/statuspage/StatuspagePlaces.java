package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import dev.faultline.schemas.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the components of an incident name: a place, such as DigitalOcean's {@code NYC1} or
 * Cloudflare's {@code Amsterdam, Netherlands - (AMS)}, or else a service. Those of the updates
 * count too, because a page takes components off an incident as they recover.
 */
final class StatuspagePlaces {

  private static final Pattern REGION = Pattern.compile("[A-Z]{3}\\d");
  private static final Pattern AIRPORT = Pattern.compile(".*\\(([A-Z]{3})\\)\\s*");
  private static final String EVERYWHERE = "Global";
  private static final int LONGEST_NAME = 200;

  private StatuspagePlaces() {}

  /** The places; one of unknown region if no component names one. */
  static List<Scope> scopes(String provider, JsonFields incident) throws RefusedException {
    Set<String> regions = new LinkedHashSet<>();
    for (String name : names(incident)) {
      region(name).ifPresent(regions::add);
    }
    if (regions.isEmpty()) {
      return List.of(new Scope(provider, null, null));
    }
    return regions.stream().map(region -> new Scope(provider, region, null)).toList();
  }

  /** The components that are no places. */
  static List<String> services(JsonFields incident) throws RefusedException {
    List<String> services = new ArrayList<>();
    for (String name : names(incident)) {
      if (region(name).isEmpty()) {
        services.add(name);
      }
    }
    return services;
  }

  private static Set<String> names(JsonFields incident) throws RefusedException {
    Set<String> names = new LinkedHashSet<>();
    add(names, incident, "components");
    for (JsonFields update : incident.objects("incident_updates")) {
      add(names, update, "affected_components");
    }
    return names;
  }

  private static void add(Set<String> names, JsonFields from, String list) throws RefusedException {
    for (JsonFields component : from.objects(list)) {
      String name = component.text("name");
      if (name != null && !name.isBlank() && name.length() <= LONGEST_NAME) {
        names.add(name.strip());
      }
    }
  }

  private static Optional<String> region(String name) {
    if (name.equals(EVERYWHERE)) {
      return Optional.of("global");
    }
    if (REGION.matcher(name).matches()) {
      return Optional.of(name.toLowerCase(Locale.ROOT));
    }
    Matcher airport = AIRPORT.matcher(name);
    return airport.matches()
        ? Optional.of(airport.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
