package dev.faultline.providers;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a name, such as a component's on a status page, the provider's own region. */
public final class ProviderRegions {

  /**
   * A place of a provider.
   *
   * @param region as the provider's own list has it
   * @param zone a part of it; null if the whole region is meant
   */
  public record Found(String region, String zone) {}

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*");
  private static final Pattern ZONE = Pattern.compile("(.*?)(?:-(?:[a-z]|\\d|dc\\d{1,2})|[a-f])");
  private static final Pattern EVERYWHERE =
      Pattern.compile(
          "(?i)\\s*(?:global(?:ly)?|all (?:regions|locations|data ?cent(?:er|re)s))\\s*");

  private final RegionCountries table;

  /**
   * @param table the regions that providers list
   */
  public ProviderRegions(RegionCountries table) {
    this.table = table;
  }

  /** Those that ship with the product. */
  public static ProviderRegions load() {
    return new ProviderRegions(RegionCountries.load());
  }

  /**
   * The first region of the provider that a name holds as a word of its own; {@code global} if it
   * names all of them. A word of letters alone must be in capitals or stand alone, since short
   * codes are words too.
   *
   * @param provider canonical id
   * @return empty if it holds none that the provider lists
   */
  public Optional<Found> in(String provider, String name) {
    if (EVERYWHERE.matcher(name).matches()) {
      return Optional.of(new Found("global", null));
    }
    Matcher words = WORD.matcher(name);
    while (words.find()) {
      Optional<Found> found = region(provider, words.group(), name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> region(String provider, String word, String name) {
    boolean isCode =
        word.equals(word.toUpperCase(Locale.ROOT))
            || word.chars().anyMatch(c -> c == '-' || c >= '0' && c <= '9')
            || word.equals(name.strip());
    if (!isCode) {
      return Optional.empty();
    }
    String id = word.toLowerCase(Locale.ROOT);
    if (isListed(provider, id)) {
      return Optional.of(new Found(id, null));
    }
    Matcher zone = ZONE.matcher(id);
    return zone.matches() && isListed(provider, zone.group(1))
        ? Optional.of(new Found(zone.group(1), id))
        : Optional.empty();
  }

  private boolean isListed(String provider, String region) {
    return table.countryOf(provider, region) != null;
  }
}
