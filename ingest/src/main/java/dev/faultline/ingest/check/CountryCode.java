package dev.faultline.ingest.check;

import java.util.Locale;
import java.util.Set;

/** ISO 3166-1 alpha-2 country codes, as the JDK lists them. */
public final class CountryCode {

  private static final Set<String> CODES =
      Set.copyOf(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));

  private CountryCode() {}

  /** Whether it is one of the assigned codes, in upper case. */
  public static boolean isAssigned(String code) {
    return CODES.contains(code);
  }

  /**
   * Checks a code.
   *
   * @throws RefusedException if it is not one of the assigned codes, in upper case
   */
  public static String check(String field, String code) throws RefusedException {
    if (!isAssigned(code)) {
      throw new RefusedException(
          field, Quoted.of(code) + " is not an ISO 3166-1 alpha-2 code, such as DE");
    }
    return code;
  }

  /**
   * Reads a country as documents spell it: a code in any case, one of three letters, {@code UK} and
   * others that the table of spellings knows, or a name as ISO has it.
   *
   * @return the code of two letters
   * @throws RefusedException if it is no country of ISO 3166-1, as {@code XK} and {@code EU} are
   *     not
   */
  public static String spelled(String field, String text) throws RefusedException {
    String code = text.strip().toUpperCase(Locale.ROOT);
    return isAssigned(code) ? code : check(field, CountrySpellings.codeOf(text).orElse(text));
  }
}
