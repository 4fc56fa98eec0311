package dev.faultline.bench.soak.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every observation that the gateway has acknowledged. */
public final class Ledger {

  private final Set<Entry> acknowledged = new HashSet<>();

  /** What tells an observation of a layer apart. */
  public record Entry(String network, String node, Instant at) {}

  /** Enters observations that were answered with 202. */
  public synchronized void enter(List<Entry> entries) {
    acknowledged.addAll(entries);
  }

  /** How many were acknowledged. */
  public synchronized int size() {
    return acknowledged.size();
  }

  /** Those that are not among what is there. */
  public synchronized List<Entry> missing(Set<Entry> there) {
    List<Entry> missing = new ArrayList<>(acknowledged);
    missing.removeAll(there);
    return missing;
  }
}
