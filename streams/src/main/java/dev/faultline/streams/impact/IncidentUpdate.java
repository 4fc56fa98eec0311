package dev.faultline.streams.impact;

import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Span;
import dev.faultline.streams.resilience.Place;
import java.util.List;
import java.util.Optional;

/**
 * What is newly known of an incident.
 *
 * @param provider whose incident it is
 * @param span when it happened; empty if it is no outage, or none any more
 * @param places where it is said to hurt
 */
public record IncidentUpdate(
    IncidentKey incident, String provider, Optional<Span> span, List<Place> places) {}
