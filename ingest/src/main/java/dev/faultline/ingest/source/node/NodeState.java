package dev.faultline.ingest.source.node;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a node that is in a state serves its network: one that is leaving, draining or jailed
 * does not, though it may answer.
 */
public final class NodeState {

  private static final Set<String> LIVE =
      Set.of(
          "up",
          "active",
          "online",
          "live",
          "running",
          "ready",
          "healthy",
          "joined",
          "bonded",
          "connected",
          "synced",
          "validating",
          "bond_status_bonded",
          "active_ongoing");

  private static final Set<String> NOT_LIVE =
      Set.of(
          "down",
          "inactive",
          "offline",
          "leaving",
          "left",
          "draining",
          "drained",
          "jailed",
          "tombstoned",
          "slashed",
          "unbonding",
          "unbonded",
          "exiting",
          "exited",
          "withdrawn",
          "delinquent",
          "disconnected",
          "stopped",
          "suspended",
          "paused",
          "cordoned",
          "terminating",
          "terminated",
          "decommissioned",
          "decommissioning",
          "unreachable",
          "dead",
          "maintenance",
          "bond_status_unbonding",
          "bond_status_unbonded",
          "active_exiting",
          "active_slashed",
          "exited_unslashed",
          "exited_slashed",
          "withdrawal_possible",
          "withdrawal_done",
          "gone");

  private NodeState() {}

  /** {@code up} or {@code down}; empty for a word that says neither. */
  public static Optional<String> of(String state) {
    String word = state.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    if (LIVE.contains(word)) {
      return Optional.of("up");
    }
    return NOT_LIVE.contains(word) ? Optional.of("down") : Optional.empty();
  }
}
