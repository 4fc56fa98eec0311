package dev.faultline.ingest.source.node;

import java.util.Locale;

/**
 * What a node calls itself, such as {@code Lighthouse/v3.1.2/aarch64-macos} or {@code
 * Geth/v1.10.3-stable-991384a7/linux-amd64/go1.16.3}.
 *
 * @param client in lower case; null if it does not tell
 * @param version without a leading v; null if it does not tell
 */
public record Agent(String client, String version) {

  /** Reads the first two parts; anything may be missing. */
  public static Agent of(String text) {
    if (text == null || text.isBlank()) {
      return new Agent(null, null);
    }
    String[] parts = text.strip().split("/", 3);
    return new Agent(
        parts[0].isBlank() ? null : parts[0].strip().toLowerCase(Locale.ROOT),
        parts.length > 1 ? number(parts[1].strip()) : null);
  }

  private static String number(String version) {
    boolean hasPrefix =
        version.length() > 1 && version.charAt(0) == 'v' && Character.isDigit(version.charAt(1));
    String number = hasPrefix ? version.substring(1) : version;
    return number.isEmpty() ? null : number;
  }
}
