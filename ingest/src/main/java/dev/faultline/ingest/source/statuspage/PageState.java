package dev.faultline.ingest.source.statuspage;

import dev.faultline.schemas.IncidentStatus;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words that pages print for the state of an incident or maintenance. */
final class PageState {

  private static final Map<String, IncidentStatus> STATES =
      Map.ofEntries(
          Map.entry("investigating", IncidentStatus.INVESTIGATING),
          Map.entry("scheduled", IncidentStatus.INVESTIGATING),
          Map.entry("identified", IncidentStatus.IDENTIFIED),
          Map.entry("in progress", IncidentStatus.IDENTIFIED),
          Map.entry("monitoring", IncidentStatus.MONITORING),
          Map.entry("verifying", IncidentStatus.MONITORING),
          Map.entry("resolved", IncidentStatus.RESOLVED),
          Map.entry("postmortem", IncidentStatus.RESOLVED),
          Map.entry("completed", IncidentStatus.RESOLVED),
          Map.entry("canceled", IncidentStatus.RETRACTED),
          Map.entry("cancelled", IncidentStatus.RETRACTED));

  private static final Set<String> OF_MAINTENANCE =
      Set.of("scheduled", "in progress", "verifying", "completed");

  private PageState() {}

  /** Whether a word is a state, or says that there is news without a change of it. */
  static boolean isOne(String word) {
    return word.equals("update") || STATES.containsKey(word);
  }

  /** The status; empty for a word that says none. */
  static Optional<IncidentStatus> of(String word) {
    return Optional.ofNullable(STATES.get(word));
  }

  /** Whether only a maintenance can be in it. */
  static boolean isOfMaintenance(String word) {
    return OF_MAINTENANCE.contains(word);
  }
}
