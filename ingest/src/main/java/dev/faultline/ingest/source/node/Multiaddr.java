package dev.faultline.ingest.source.node;

import dev.faultline.ingest.check.PublicAddress;
import java.util.List;
import java.util.Optional;

/**
 * Addresses of libp2p as text, such as {@code /ip4/7.7.7.7/tcp/4242/p2p/16Uiu2...}: protocols and
 * their values by turns. Of a relayed address ({@code p2p-circuit}) the relay's is not the node's.
 */
public final class Multiaddr {

  private static final String RELAYED = "/p2p-circuit";

  private Multiaddr() {}

  /** The IP address that it begins with; empty for a name, or a relay's. */
  public static Optional<String> address(String text) {
    if (text.contains(RELAYED)) {
      return Optional.empty();
    }
    String[] parts = text.split("/", 4);
    boolean isAddress = parts.length >= 3 && (parts[1].equals("ip4") || parts[1].equals("ip6"));
    return isAddress ? Optional.of(parts[2]) : Optional.empty();
  }

  /**
   * The first public address of a node that listens on several, some of them on its own network;
   * the first of all if none is, for whoever checks it to leave out and tell of.
   */
  public static Optional<String> firstPublic(List<String> texts) {
    return PublicAddress.firstUsable(
        texts.stream().map(Multiaddr::address).flatMap(Optional::stream).toList());
  }
}
