package dev.faultline.ingest.source.bitnodes;

import java.util.regex.Pattern;

/**
 * What a Bitcoin node calls itself (BIP 14): names with versions, each built on those before it,
 * such as {@code /Satoshi:27.1.0/Knots:20240801/} or {@code /btcwire:0.5.0/btcd:0.24.2/}. People
 * count the last one; names that only say an opinion or a box are no implementations.
 *
 * @param client the implementation; null if it does not tell
 * @param version its version, without a comment or a leading v; null if it does not tell
 */
public record BitcoinAgent(String client, String version) {

  private static final int LONGEST = 4096;
  private static final Pattern V = Pattern.compile("^[vV](\\d)");
  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)?");
  private static final Pattern NO_IMPLEMENTATION =
      Pattern.compile(
          "(?i)(?:uasf|no2x|nya|bip\\W?\\d|segwit|signet|bitcoin-qt|nodl|umbrel|mynode|raspiblitz"
              + "|start9|embassy)\\b.*");

  /** Reads one; anything may be missing. */
  public static BitcoinAgent of(String text) {
    BitcoinAgent counted = new BitcoinAgent(null, null);
    if (text == null || text.length() > LONGEST) {
      return counted;
    }
    for (String part : COMMENT.matcher(text).replaceAll("").split("/")) {
      String[] said = part.strip().split(":", 2);
      String name = said[0].strip();
      boolean isCounted = !name.isEmpty() && !NO_IMPLEMENTATION.matcher(name).matches();
      if (isCounted) {
        String number = said.length > 1 ? said[1].strip() : "";
        number = V.matcher(number).replaceFirst("$1");
        counted = new BitcoinAgent(name, number.isEmpty() ? null : number);
      }
    }
    return counted;
  }
}
