package dev.faultline.ingest.source.solana;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which client a Solana node runs, by one rule for every format of the network: what the node says
 * of itself in gossip (its client id) wins; else the code base that its version number belongs to,
 * as far as the number tells.
 *
 * <p>Client ids are those of Agave's {@code ClientId} as RPC nodes and validators.app spell them.
 * Version numbers:
 *
 * <ul>
 *   <li>{@code 0.708.20306}, {@code 0.1104.0-rc.40200}: Frankendancer, which numbers its releases
 *       0.minor.agave, the last part being the Agave version that it carries;
 *   <li>majors 2 to 9, such as {@code 2.3.8}: Agave, or a fork that keeps its numbers (Jito-Solana
 *       and others cannot be told apart by it), so the code base is {@code agave};
 *   <li>anything else is unknown: 1.x was Solana Labs' and is also used by Firedancer.
 * </ul>
 */
public final class SolanaClient {

  private static final Pattern FRANKENDANCER =
      Pattern.compile("0\\.[1-9]\\d{2,3}\\.(\\d+-[a-z]+\\.)?\\d{4,6}");
  private static final Pattern AGAVE = Pattern.compile("[2-9]\\.\\d+\\.\\d+(-[a-z]+\\.\\d+)?");

  /** By the letters and digits of the id in lower case. */
  private static final Map<String, String> IDS =
      Map.of(
          "solanalabs", "solana-labs",
          "jitolabs", "jito",
          "agavejito", "jito",
          "jitosolana", "jito",
          "agavepaladin", "paladin",
          "agavebam", "bam");

  private SolanaClient() {}

  /**
   * The client.
   *
   * @param id what the node says that it runs, such as {@code JitoLabs}; null if it says nothing
   * @param version the version that it gossips, such as {@code 2.3.8}; null if it says none
   * @return in lower case, words joined by hyphens; empty if neither tells
   */
  public static Optional<String> of(String id, String version) {
    Optional<String> said = id == null ? Optional.empty() : ofId(id);
    return said.isPresent() || version == null ? said : codeBase(version.strip());
  }

  private static Optional<String> ofId(String id) {
    String name = id.strip().toLowerCase(Locale.ROOT);
    // a number that the node which answered had no name for: Unknown(9)
    if (name.isEmpty() || name.startsWith("unknown")) {
      return Optional.empty();
    }
    String letters = name.replaceAll("[^a-z0-9]", "");
    return Optional.of(IDS.getOrDefault(letters, name.replaceAll("[^a-z0-9]+", "-")));
  }

  private static Optional<String> codeBase(String version) {
    if (AGAVE.matcher(version).matches()) {
      return Optional.of("agave");
    }
    return FRANKENDANCER.matcher(version).matches()
        ? Optional.of("frankendancer")
        : Optional.empty();
  }
}
