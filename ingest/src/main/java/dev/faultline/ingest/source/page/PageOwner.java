package dev.faultline.ingest.source.page;

import dev.faultline.ingest.check.ProviderSpelling;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.schemas.IncidentKind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose status page it is.
 *
 * @param page its name in lower case, with hyphens
 * @param provider the canonical id of a provider that the table lists under the page's name; else
 *     the page
 * @param kind of its incidents: outages of those who host others or are on everybody's path; all
 *     others depend on them
 */
public record PageOwner(String page, String provider, IncidentKind kind) {

  /** Not in the table of hosts, but on everybody's path. */
  private static final Set<String> ON_THE_PATH =
      Set.of("fastly", "github", "heroku", "netlify", "vercel");

  private static final Pattern NAMED =
      Pattern.compile("(?i)(.*?\\S)(?:\\s+|-)(?:system |service )?status(?: page| dashboard)?\\s*");

  /**
   * By a name of the page, with or without the word status.
   *
   * @param field where the name stands
   * @throws RefusedException if it has no letter and no digit
   */
  public static PageOwner named(String name, String field) throws RefusedException {
    Matcher named = NAMED.matcher(name);
    String plain = named.matches() ? named.group(1) : name;
    String page = slug(plain);
    if (page.isEmpty()) {
      throw new RefusedException(field, "has no letter and no digit");
    }
    String spelling = ProviderSpelling.isListed(plain) ? plain : page;
    boolean isListed = ProviderSpelling.isListed(spelling);
    return new PageOwner(
        page,
        isListed ? ProviderSpelling.canonical(spelling) : page,
        ProviderSpelling.isHost(spelling) || ON_THE_PATH.contains(page)
            ? IncidentKind.OUTAGE
            : IncidentKind.DEPENDANT);
  }

  /**
   * The same, if the user does not say that it is another provider's.
   *
   * @param source the user's name of the source
   * @throws RefusedException if the page is of one listed provider and the source of another
   */
  public PageOwner unlessNamed(Optional<String> source, String field) throws RefusedException {
    if (source.isPresent()) {
      String said = named(source.get(), "source").provider;
      boolean bothListed =
          ProviderSpelling.isListed(said) && ProviderSpelling.isListed(this.provider);
      if (bothListed && !said.equals(provider)) {
        throw new RefusedException(
            field, "is the page of " + provider + ", and the source is " + source.get());
      }
    }
    return this;
  }

  /** The name of the source: the user's, else by the page. */
  public String source(Optional<String> named) {
    return named.orElse(page + "-status");
  }

  /**
   * A document of this page that has been read to its end.
   *
   * @param vanishing what it means that it does not list an incident
   */
  public ListedDocument listed(ReadOptions options, Vanishing vanishing) {
    return new ListedDocument(
        source(options.source()), Optional.of(provider), options.observedAt(), vanishing);
  }

  private static String slug(String name) {
    StringBuilder slug = new StringBuilder();
    for (char character : name.toLowerCase(Locale.ROOT).toCharArray()) {
      boolean plain = character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
      if (plain) {
        slug.append(character);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int end = slug.length();
    return slug.substring(0, end > 0 && slug.charAt(end - 1) == '-' ? end - 1 : end);
  }
}
