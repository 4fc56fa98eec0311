package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The validators of a list, one an identity: an identity may have several vote accounts at once,
 * such as an old one that is being wound down. Their stakes add up, and the node is live if any of
 * them votes.
 */
final class VoteAccounts {

  /** Generated records have no setters here; this one is nobody else's yet. */
  private static final int WEIGHT = Observation.getClassSchema().getField("weight").pos();

  /** A validator and the line of its first vote account. */
  record Found(long line, Observation validator) {}

  private final Map<String, Found> byIdentity = new LinkedHashMap<>();

  /**
   * Adds a vote account.
   *
   * @throws RefusedException if the stakes of its identity pass 2^63-1
   */
  void add(long line, Observation account) throws RefusedException {
    Found before = byIdentity.get(account.getNodeId());
    byIdentity.put(
        account.getNodeId(),
        before == null
            ? new Found(line, account)
            : new Found(before.line(), together(before.validator(), account)));
  }

  /** All of them, in the order of the input. */
  Collection<Found> all() {
    return byIdentity.values();
  }

  private static Observation together(Observation first, Observation second)
      throws RefusedException {
    boolean firstLives = first.getStatus() == NodeStatus.UP;
    Observation told = firstLives || second.getStatus() != NodeStatus.UP ? first : second;
    told.put(WEIGHT, sum(first.getWeight(), second.getWeight()));
    return told;
  }

  private static Long sum(Long first, Long second) throws RefusedException {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    try {
      return Math.addExact(first, second);
    } catch (ArithmeticException e) {
      throw new RefusedException(
          "activatedStake", "adds up to more than 2^63-1 with this identity's other vote accounts");
    }
  }
}
