package dev.faultline.ingest.check;

import dev.faultline.schemas.Attribution;
import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The checks that every sighting of an incident passes, whatever feed it comes from. */
public final class IncidentCheck {

  /** The longest title, in bytes of UTF-8. */
  public static final int TITLE_BYTES = 4096;

  /** The longest link, in bytes of UTF-8. */
  public static final int URL_BYTES = 2048;

  /** The most scopes or services of one incident. */
  public static final int MOST_PLACES = 600;

  private IncidentCheck() {}

  /**
   * Checks a sighting as a whole.
   *
   * @param sighting every field set, at least to null
   * @return the sighting, with providers by their canonical ids, each scope and service once and,
   *     if it names no place, with one scope whose region is unknown
   * @throws RefusedException for the first field that is wrong
   */
  public static IncidentRevision check(IncidentRevision.Builder sighting, TimeLimits times)
      throws RefusedException {
    TextCheck.token("source", sighting.getSource());
    TextCheck.identifier("incident_id", sighting.getIncidentId());
    times.seen("known_at", sighting.getKnownAt());
    TextCheck.identifier("provider", sighting.getProvider());
    if (sighting.getTitle().isBlank()) {
      throw new RefusedException("title", "is required");
    }
    TextCheck.sized("title", sighting.getTitle(), TITLE_BYTES);
    if (sighting.getUrl() != null) {
      TextCheck.sized("url", sighting.getUrl(), URL_BYTES);
    }
    if (sighting.getParentId() != null) {
      TextCheck.identifier("parent_id", sighting.getParentId());
    }
    duration(sighting.getBeginsAt(), sighting.getEndsAt());
    return sighting
        .setProvider(ProviderSpelling.canonical(sighting.getProvider()))
        .setScopes(scopes(sighting.getScopes(), sighting.getProvider()))
        .setServices(services(sighting.getServices()))
        .setAttributedTo(attributedTo(sighting))
        .build();
  }

  /** What a dependant's title names, and what the format found in the text below it. */
  private static List<Attribution> attributedTo(IncidentRevision.Builder sighting) {
    if (sighting.getKind() != IncidentKind.DEPENDANT) {
      return List.of();
    }
    List<Attribution> inTitle = NamedProviders.in("title", sighting.getTitle());
    return sighting.hasAttributedTo()
        ? NamedProviders.together(inTitle, sighting.getAttributedTo())
        : inTitle;
  }

  private static void duration(Instant beginsAt, Instant endsAt) throws RefusedException {
    if (endsAt != null && endsAt.isBefore(beginsAt)) {
      throw new RefusedException(
          "ends_at", endsAt + " is before the incident begins, at " + beginsAt);
    }
  }

  private static List<Scope> scopes(List<Scope> scopes, String provider) throws RefusedException {
    if (scopes.isEmpty()) {
      return List.of(new Scope(ProviderSpelling.canonical(provider), null, null));
    }
    limit("scopes", scopes.size());
    Set<Scope> checked = new LinkedHashSet<>();
    for (Scope scope : scopes) {
      TextCheck.identifier("scopes.provider", scope.getProvider());
      if (scope.getRegion() != null) {
        TextCheck.identifier("scopes.region", scope.getRegion());
      }
      if (scope.getZone() != null) {
        TextCheck.identifier("scopes.zone", scope.getZone());
      }
      checked.add(
          new Scope(
              ProviderSpelling.canonical(scope.getProvider()), scope.getRegion(), scope.getZone()));
    }
    return new ArrayList<>(checked);
  }

  private static List<String> services(List<String> services) throws RefusedException {
    limit("services", services.size());
    for (String service : services) {
      TextCheck.identifier("services", service);
    }
    return new ArrayList<>(new LinkedHashSet<>(services));
  }

  private static void limit(String field, int size) throws RefusedException {
    if (size > MOST_PLACES) {
      throw new RefusedException(field, "are " + size + ", more than " + MOST_PLACES);
    }
  }
}
