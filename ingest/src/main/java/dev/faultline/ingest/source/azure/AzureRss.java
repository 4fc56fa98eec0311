package dev.faultline.ingest.source.azure;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.prose.ProsePeriod;
import dev.faultline.ingest.source.prose.ProseStatus;
import dev.faultline.ingest.source.syndication.SyndicationDocument;
import dev.faultline.ingest.source.syndication.SyndicationDocument.Proved;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationException;
import dev.faultline.ingest.source.syndication.SyndicationFeed;
import dev.faultline.ingest.source.syndication.SyndicationTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Azure's public status feed (RSS), which lists what is open and is empty when all is well. The
 * page is for widespread incidents, and its prose gives no degree, so each is of severity major.
 * Regions are the categories that bear a region's name, the other categories are services. An item
 * begins when its text says, else when it was published ({@link ProsePeriod}), and is over if its
 * title or text says so ({@link ProseStatus}); one that leaves the feed is closed. So a document
 * must prove that it is Azure's, by the title of its channel.
 *
 * <p>{@code known_at} is the option's; else the feed's {@code lastBuildDate}; else the item's
 * {@code pubDate}. A document type, which could draw in other files, refuses the document.
 */
public final class AzureRss implements SourceFormat {

  private static final String NO_BEGIN =
      "says times of which none is understood as the begin: pubDate stands in for it, as a guess";

  /** Azure's own title of its feed, and of its history. */
  private static final Pattern TITLE = Pattern.compile("(?i)\\s*azure status\\b.*");

  @Override
  public String name() {
    return "azure-rss";
  }

  @Override
  public String description() {
    return "Azure's public status feed (RSS)";
  }

  @Override
  public String example() {
    return """
        <rss version="2.0"><channel><title>Azure Status</title><item><guid isPermaLink="false">issues-in-west-us</guid><category>Virtual WAN</category><category>West US</category>
        <title>Issues connecting to resources in West US</title><description>&lt;p&gt;Starting at approximately 14:44 UTC on 23 July 2026, customers may have experienced failures.&lt;/p&gt;</description><pubDate>Thu, 23 Jul 2026 16:29:09 Z</pubDate></item></channel></rss>""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    Optional<Proved<String>> read = SyndicationDocument.read(input, handler, AzureRss::owner);
    if (read.isEmpty()) {
      return;
    }
    Instant built = built(read.get().feed().built());
    long index = 0;
    for (SyndicationEntry entry : read.get().feed().entries()) {
      emit(index++, entry, built, options, handler);
    }
    handler.listed(
        new ListedDocument(
            options.source().orElse("azure-status"),
            Optional.of(read.get().owner()),
            options.observedAt().or(() -> Optional.ofNullable(built)),
            Vanishing.CLOSES));
  }

  private static String owner(SyndicationFeed feed) throws SyndicationException {
    if (feed.title() == null || !TITLE.matcher(feed.title()).matches()) {
      throw new SyndicationException(
          "is not Azure's status feed, whose channel has the title 'Azure Status': this one has "
              + (feed.title() == null ? "none" : Quoted.of(feed.title())));
    }
    return "azure";
  }

  private static Instant built(String text) {
    try {
      return SyndicationTime.of("lastBuildDate", text);
    } catch (RefusedException e) {
      return null;
    }
  }

  private static void emit(
      long index,
      SyndicationEntry entry,
      Instant built,
      ReadOptions options,
      RecordHandler handler) {
    ByteBuffer raw = ByteBuffer.wrap(entry.toString().getBytes(StandardCharsets.UTF_8));
    AzureItem.DatedRevision said;
    try {
      said = AzureItem.of(entry).revision(options, built);
    } catch (RefusedException e) {
      handler.refused(new Refusal(index, entry.line(), e.field(), e.reason(), raw, Extent.RECORD));
      return;
    }
    if (said.isGuess()) {
      handler.dropped(
          new Refusal(
              index, entry.line(), Optional.of("description"), NO_BEGIN, raw, Extent.RECORD));
    }
    handler.sighting(entry.line(), said.revision());
  }
}
