package dev.faultline.streams.resilience;

import dev.faultline.schemas.Severity;
import java.util.List;

/** What an open incident says, as far as a population's exposure needs it. */
public record OpenIncident(Severity severity, List<Place> places) {

  boolean isAtLeast(Severity least) {
    return severity.compareTo(least) >= 0;
  }

  boolean concerns(HostedWeight hosted) {
    return places.stream().anyMatch(place -> hosted.of(place.provider()) > 0);
  }
}
