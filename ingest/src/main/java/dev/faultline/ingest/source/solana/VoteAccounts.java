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

  /** What a list itself says that a validator runs; each may be null. */
  record OwnWords(String version, String client) {}

  /** A validator, the line of its first vote account and the list's words of it. */
  record Found(long line, Observation validator, OwnWords words) {}

  private final Map<String, Found> byIdentity = new LinkedHashMap<>();

  /**
   * Adds a vote account.
   *
   * @throws RefusedException if the stakes of its identity pass 2^63-1
   */
  void add(long line, Observation account, OwnWords words) throws RefusedException {
    Found found = new Found(line, account, words);
    Found before = byIdentity.get(account.getNodeId());
    byIdentity.put(account.getNodeId(), before == null ? found : together(before, found));
  }

  /** All of them, in the order of the input. */
  Collection<Found> all() {
    return byIdentity.values();
  }

  private static Found together(Found first, Found second) throws RefusedException {
    Long stake = sum(first.validator().getWeight(), second.validator().getWeight());
    Found told = lives(first) || !lives(second) ? first : second;
    told.validator().put(WEIGHT, stake);
    return new Found(first.line(), told.validator(), told.words());
  }

  private static boolean lives(Found found) {
    return found.validator().getStatus() == NodeStatus.UP;
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
