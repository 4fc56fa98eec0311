package dev.faultline.ingest.source.filecoin;

import dev.faultline.ingest.check.RefusedException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A libp2p address as Lotus writes it: the bytes in base64. It begins with a protocol's code; 4 and
 * 41 are followed by an IPv4 and an IPv6 address.
 */
final class BinaryMultiaddr {

  private static final int IP4 = 4;
  private static final int IP6 = 41;
  private static final int IP4_BYTES = 4;
  private static final int IP6_BYTES = 16;

  private BinaryMultiaddr() {}

  /**
   * The IP address that it begins with; empty for a name or anything else.
   *
   * @throws RefusedException if it is no base64, or ends inside the address
   */
  static Optional<String> address(String field, String base64) throws RefusedException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(field, "is not base64: " + e.getMessage());
    }
    if (bytes.length == 0) {
      return Optional.empty();
    }
    return switch (bytes[0]) {
      case IP4 -> Optional.of(text(field, bytes, IP4_BYTES));
      case IP6 -> Optional.of(text(field, bytes, IP6_BYTES));
      default -> Optional.empty();
    };
  }

  private static String text(String field, byte[] bytes, int length) throws RefusedException {
    if (bytes.length < 1 + length) {
      throw new RefusedException(field, "ends inside an IP address");
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 1, 1 + length)).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + length + " bytes", e);
    }
  }
}
