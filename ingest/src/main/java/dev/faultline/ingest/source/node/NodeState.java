package dev.faultline.ingest.source.node;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a node that is in a state serves its network: one that is leaving, draining or jailed
 * does not, though it may answer; nor does one that is only about to join.
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
          "reachable",
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
          "disconnecting",
          "connecting",
          "joining",
          "starting",
          "pending",
          "pending_initialized",
          "pending_queued",
          "initializing",
          "syncing",
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

  /**
   * The same of a word that a format's own field has, where nobody can say what it stands for.
   *
   * @throws RefusedException for a word that says neither
   */
  public static String required(String field, String state) throws RefusedException {
    Optional<String> status = of(state);
    if (status.isEmpty()) {
      throw new RefusedException(
          field,
          Quoted.of(state) + " is not known to be a state of a node that serves or does not");
    }
    return status.get();
  }
}
