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
}
