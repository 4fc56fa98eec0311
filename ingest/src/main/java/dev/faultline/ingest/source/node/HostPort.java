package dev.faultline.ingest.source.node;

import java.util.Optional;

/**
 * {@code host:port} as node lists write it, an IPv6 address in brackets; the port may be missing.
 *
 * @param host without port and brackets: an address or a name
 */
public record HostPort(String host) {

  /** Splits the text; what is no host and port stays whole. */
  public static HostPort of(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("[") && stripped.indexOf(']') > 0) {
      return new HostPort(stripped.substring(1, stripped.indexOf(']')));
    }
    int colon = stripped.indexOf(':');
    boolean onlyOne = colon >= 0 && colon == stripped.lastIndexOf(':');
    return new HostPort(onlyOne ? stripped.substring(0, colon) : stripped);
  }

  /** The host if it is written like an IP address, whether or not it is a good one. */
  public Optional<String> address() {
    boolean digits =
        !host.isEmpty() && host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    return digits || host.indexOf(':') >= 0 ? Optional.of(host) : Optional.empty();
  }
}
