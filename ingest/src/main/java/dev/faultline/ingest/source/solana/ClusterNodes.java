package dev.faultline.ingest.source.solana;

import dev.faultline.ingest.check.HostPort;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.json.JsonFields;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What gossip says of nodes: an address, a version and a client for validators, which have none of
 * these themselves. Reads the elements of {@code getClusterNodes} and of {@code solana gossip
 * --output json}.
 */
final class ClusterNodes {

  /** What a node says of itself; each may be null. */
  record GossipEntry(String ip, String version, String client) {}

  private static final GossipEntry NOTHING = new GossipEntry(null, null, null);
  private static final Set<String> VALIDATOR_FIELDS =
      Set.of("activatedStake", "voteAccountPubkey", "votePubkey");

  private final Map<String, GossipEntry> nodes = new HashMap<>();

  /** Whether an element is one of gossip, and no validator. */
  static boolean isOne(JsonFields element) {
    return VALIDATOR_FIELDS.stream().noneMatch(element.object()::has)
        && (element.object().has("pubkey") && element.object().has("gossip")
            || element.object().has("identityPubkey") && element.object().has("gossipPort"));
  }

  /** Whether nobody has been heard of. */
  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** What a node said; all null if nothing. */
  GossipEntry of(String identity) {
    return nodes.getOrDefault(identity, NOTHING);
  }

  /**
   * Remembers one. Whether its address can be used is found out with the validator's.
   *
   * @throws RefusedException naming what is wrong
   */
  void remember(JsonFields node) throws RefusedException {
    boolean isAnswer = node.object().has("pubkey");
    String identity = node.requiredText(isAnswer ? "pubkey" : "identityPubkey");
    String written = node.text(isAnswer ? "gossip" : "ipAddress");
    String ip = null;
    if (written != null) {
      ip = (isAnswer ? HostPort.withPort(written) : HostPort.of(written)).host();
    }
    nodes.put(identity, new GossipEntry(ip, node.text("version"), node.text("clientId")));
  }
}
