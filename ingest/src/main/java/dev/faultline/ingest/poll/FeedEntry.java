package dev.faultline.ingest.poll;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TextCheck;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.schemas.Population;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks one entry of the file of feeds. */
final class FeedEntry {

  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(5);
  private static final Duration LONGEST_INTERVAL = Duration.ofDays(7);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
  private static final String DEFAULT_TIMEOUT = "30s";
  private static final JsonFactory JSON = new JsonFactory();

  private static final int MOST_DIGITS = 6;

  private FeedEntry() {}

  /**
   * Checks an entry.
   *
   * @throws FeedFileException naming the feed and the field
   */
  static Feed check(FeedFile.Entry entry, FeedFormats formats) throws FeedFileException {
    try {
      String name = TextCheck.token("name", entry.name());
      URI url = url(entry.url());
      SourceFormat format = format(entry, formats);
      return new Feed(
          name,
          url,
          format,
          duration("interval", entry.interval(), SHORTEST_INTERVAL, LONGEST_INTERVAL),
          duration(
              "timeout",
              entry.timeout() == null ? DEFAULT_TIMEOUT : entry.timeout(),
              SHORTEST_TIMEOUT,
              LONGEST_TIMEOUT),
          population(entry),
          optionalToken("source", entry.source()).orElse(name),
          entry.vanishing() == null
              ? FormatVanishing.of(format.name(), url)
              : vanishing(entry.vanishing()),
          AllowedAddresses.parse("allow", entry.allow() == null ? List.of() : entry.allow()),
          post(entry.post()));
    } catch (RefusedException e) {
      throw new FeedFileException(
          "feed "
              + Quoted.of(entry.name() == null ? "" : entry.name())
              + ": "
              + e.field().map(field -> field + " ").orElse("")
              + e.reason());
    }
  }

  private static Optional<String> post(String body) throws RefusedException {
    if (body == null) {
      return Optional.empty();
    }
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() == null) {
        throw new RefusedException("post", "must be JSON");
      }
      json.skipChildren();
      if (json.nextToken() != null) {
        throw new RefusedException("post", "must be one JSON value; several go into an array");
      }
      return Optional.of(body.strip());
    } catch (IOException e) {
      throw new RefusedException("post", "must be JSON");
    }
  }

  private static Optional<String> optionalToken(String field, String text) throws RefusedException {
    return text == null ? Optional.empty() : Optional.of(TextCheck.token(field, text));
  }

  private static Optional<Population> population(FeedFile.Entry entry) throws RefusedException {
    Optional<String> network = optionalToken("network", entry.network());
    Optional<String> layer = optionalToken("layer", entry.layer());
    if (network.isPresent() != layer.isPresent()) {
      throw new RefusedException("network", "and layer go together: give both or neither");
    }
    return network.map(name -> new Population(name, layer.orElseThrow()));
  }

  private static URI url(String text) throws RefusedException {
    if (text == null) {
      throw new RefusedException("url", "is required");
    }
    try {
      URI url = new URI(text);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // refused below like other texts that are no address
    }
    throw new RefusedException(
        "url", Quoted.url(text) + " is not an http or https address (without a user in it)");
  }

  private static SourceFormat format(FeedFile.Entry entry, FeedFormats formats)
      throws RefusedException {
    String name = entry.format() == null ? "" : entry.format();
    Optional<SourceFormat> format = formats.named(name);
    if (format.isEmpty()) {
      throw new RefusedException(
          "format", Quoted.of(name) + " is not a format; 'faultline import --list' names them");
    }
    return entry.mapping() == null ? format.get() : formats.mapped(name, entry.mapping());
  }

  private static Vanishing vanishing(String text) throws RefusedException {
    for (Vanishing vanishing : Vanishing.values()) {
      if (vanishing.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return vanishing;
      }
    }
    throw new RefusedException(
        "vanishing", Quoted.of(text) + " is not closes, retracts or means-nothing");
  }

  private static Duration duration(String field, String text, Duration shortest, Duration longest)
      throws RefusedException {
    Duration duration = text == null ? Duration.ZERO : parse(field, text);
    if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
      throw new RefusedException(
          field, "must be from " + written(shortest) + " to " + written(longest));
    }
    return duration;
  }

  private static Duration parse(String field, String text) throws RefusedException {
    String digits = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
    boolean number =
        !digits.isEmpty()
            && digits.length() <= MOST_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    long count = number ? Long.parseLong(digits) : -1;
    Duration unit =
        switch (number ? text.charAt(text.length() - 1) : ' ') {
          case 's' -> Duration.ofSeconds(1);
          case 'm' -> Duration.ofMinutes(1);
          case 'h' -> Duration.ofHours(1);
          case 'd' -> Duration.ofDays(1);
          default ->
              throw new RefusedException(
                  field, Quoted.of(text) + " is not a duration such as 60s, 5m, 1h or 1d");
        };
    return unit.multipliedBy(count);
  }

  private static String written(Duration duration) {
    return duration.toDays() > 0 ? duration.toDays() + "d" : duration.toSeconds() + "s";
  }
}
