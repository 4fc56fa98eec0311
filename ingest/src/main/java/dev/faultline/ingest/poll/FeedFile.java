package dev.faultline.ingest.poll;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.source.SourceFormat.Yields;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The YAML file that says which feeds to poll.
 *
 * <pre>{@code
 * feeds:
 *   - name: aws-health              # required, unique: a lower-case name
 *     url: https://…                # required: http or https
 *     format: aws-health-json       # required: see 'faultline import --list'
 *     interval: 60s                 # required: 5s to 7d; s, m, h or d
 *     timeout: 20s                  # of one poll; 1s to 5m; default 30s
 *     source: aws-health            # what the records carry; default: the name
 *     network: solana               # for formats that name no network; with the layer
 *     layer: consensus
 *     vanishing: closes             # closes, retracts or means-nothing; default: as the format
 *     mapping: mappings/sui.yaml    # of observations-csv: beside this file
 *     post: '{"jsonrpc": "2.0", …}' # sent as JSON to ask for it; default: it is got
 *     allow: [10.1.0.0/16, intern]  # networks and hosts that are not public, redirects included
 * }</pre>
 */
public final class FeedFile {

  /** One entry as it is written. */
  record Entry(
      String name,
      String url,
      String format,
      String interval,
      String timeout,
      String source,
      String network,
      String layer,
      String vanishing,
      String mapping,
      String post,
      List<String> allow) {}

  /** The file as it is written. */
  record Entries(List<Entry> feeds) {}

  private static final int LONGEST_MESSAGE = 300;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private FeedFile() {}

  /**
   * Reads a file.
   *
   * @param formats what an entry may name
   * @return at least one feed
   * @throws FeedFileException for the first thing that is wrong
   * @throws IOException if the bytes cannot be had
   */
  public static List<Feed> read(InputStream yaml, FeedFormats formats)
      throws FeedFileException, IOException {
    Entries entries;
    try {
      entries = MAPPER.readValue(yaml, Entries.class);
    } catch (JacksonException e) {
      throw new FeedFileException("the file is no list of feeds: " + reason(e), e);
    }
    if (entries == null || entries.feeds() == null || entries.feeds().isEmpty()) {
      throw new FeedFileException("the file names no feed: it must hold a list 'feeds'");
    }
    List<Feed> feeds = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> sources = new HashSet<>();
    for (Entry entry : entries.feeds()) {
      Feed feed = FeedEntry.check(entry, formats);
      if (!names.add(feed.name())) {
        throw new FeedFileException("two feeds have the name '" + feed.name() + "'");
      }
      if (feed.format().yields() == Yields.INCIDENTS && !sources.add(feed.source())) {
        throw new FeedFileException(
            "feed '"
                + feed.name()
                + "': another feed of incidents has the source '"
                + feed.source()
                + "' too, and each would close what the other lists");
      }
      feeds.add(feed);
    }
    return feeds;
  }

  /** Where and what, in the words of the file and not of the classes it is read into. */
  private static String reason(JacksonException e) {
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    if (e instanceof UnrecognizedPropertyException unknown) {
      return line + Quoted.of(unknown.getPropertyName()) + " is not a known field";
    }
    if (e instanceof JsonMappingException) {
      return line + "a value of another kind belongs here";
    }
    // what is indented shows the text of the file, in which a key may stand
    String message =
        e.getOriginalMessage()
            .lines()
            .filter(each -> !each.startsWith(" "))
            .collect(Collectors.joining(" "));
    return line + Quoted.line(message, LONGEST_MESSAGE);
  }
}
