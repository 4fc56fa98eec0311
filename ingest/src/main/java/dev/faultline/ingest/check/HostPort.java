package dev.faultline.ingest.check;

import java.util.Optional;

/**
 * {@code host:port} as node lists write it; the port may be missing. An IPv6 address stands in
 * brackets, or with its port behind it as one group too many, or one that is too large for a group.
 *
 * @param host without port and brackets: an address or a name
 */
public record HostPort(String host) {

  private static final int GROUPS = 8;
  private static final int DIGITS_OF_GROUP = 4;

  /** Splits the text; what is no host and port stays whole. */
  public static HostPort of(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("[") && stripped.indexOf(']') > 0) {
      return new HostPort(stripped.substring(1, stripped.indexOf(']')));
    }
    int first = stripped.indexOf(':');
    int last = stripped.lastIndexOf(':');
    boolean hasPort = first >= 0 && (first == last || isPortBehindAddress(stripped, last));
    return new HostPort(hasPort ? stripped.substring(0, last) : stripped);
  }

  /** Splits a text that always has a port: its last group is one, whatever else it could be. */
  public static HostPort withPort(String text) {
    String stripped = text.strip();
    int last = stripped.lastIndexOf(':');
    return stripped.startsWith("[") || last < 1 || stripped.charAt(last - 1) == ':'
        ? of(stripped)
        : new HostPort(stripped.substring(0, last));
  }

  private static boolean isPortBehindAddress(String text, int last) {
    String port = text.substring(last + 1);
    boolean digits = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    long colons = text.chars().filter(c -> c == ':').count();
    return digits && (port.length() > DIGITS_OF_GROUP || colons == GROUPS);
  }

  /** The host if it is written like an IP address, whether or not it is a good one. */
  public Optional<String> address() {
    boolean digits =
        !host.isEmpty() && host.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
    return digits || host.indexOf(':') >= 0 ? Optional.of(host) : Optional.empty();
  }
}
