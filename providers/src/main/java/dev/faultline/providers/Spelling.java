package dev.faultline.providers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reduces a provider's spelling to the key that aliases are compared by: lower case, letters and
 * digits only, and without the legal forms that end it. Forms of two letters that are also words or
 * brands of their own (AS, SA, SE, AB) stay; where one does not matter, it is listed as an alias.
 */
final class Spelling {

  private static final Set<String> LEGAL_FORMS =
      Set.of(
          "inc",
          "incorporated",
          "llc",
          "ltd",
          "limited",
          "ltda",
          "gmbh",
          "bv",
          "corp",
          "corporation",
          "co",
          "plc",
          "sas",
          "srl",
          "pte",
          "pty",
          "uab");

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern PARENTHESIS_AT_END = Pattern.compile("\\s*\\([^()]*\\)$");

  private Spelling() {}

  /** The key of a spelling; empty if it holds neither letter nor digit. */
  static String key(String spelling) {
    String words = spelling.toLowerCase(Locale.ROOT).replace(".", "");
    List<String> kept = new ArrayList<>(List.of(SEPARATORS.split(words)));
    kept.removeIf(String::isEmpty);
    while (kept.size() > 1 && LEGAL_FORMS.contains(kept.get(kept.size() - 1))) {
      kept.remove(kept.size() - 1);
    }
    return String.join("", kept);
  }

  /** Without a closing remark, such as the region in {@code AWS EC2 (us-east-1)}. */
  static String withoutRemark(String spelling) {
    return PARENTHESIS_AT_END.matcher(spelling).replaceFirst("");
  }
}
