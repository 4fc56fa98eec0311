package dev.faultline.ingest.source.solana;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which client code base a gossiped version number belongs to, as far as the number tells.
 *
 * <ul>
 *   <li>{@code 0.708.20306}, {@code 0.1104.0-rc.40200}: Frankendancer, which numbers its releases
 *       0.minor.agave, the last part being the Agave version that it carries;
 *   <li>majors 2 to 9, such as {@code 2.3.8}: Agave, or a fork that keeps its numbers (Jito-Solana
 *       and others cannot be told apart by it), so the code base is {@code agave};
 *   <li>anything else is unknown: 1.x was Solana Labs' and is also used by Firedancer.
 * </ul>
 */
final class SolanaClient {

  private static final Pattern FRANKENDANCER =
      Pattern.compile("0\\.[1-9]\\d{2,3}\\.(\\d+-[a-z]+\\.)?\\d{4,6}");
  private static final Pattern AGAVE = Pattern.compile("[2-9]\\.\\d+\\.\\d+(-[a-z]+\\.\\d+)?");

  private SolanaClient() {}

  /** {@code agave} or {@code frankendancer}; empty if the version does not tell. */
  static Optional<String> codeBase(String version) {
    if (AGAVE.matcher(version).matches()) {
      return Optional.of("agave");
    }
    return FRANKENDANCER.matcher(version).matches()
        ? Optional.of("frankendancer")
        : Optional.empty();
  }
}
