package dev.faultline.ingest.source.statuspage;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.page.PageOwner;
import dev.faultline.ingest.source.syndication.SyndicationDocument;
import dev.faultline.ingest.source.syndication.SyndicationDocument.Proved;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationException;
import dev.faultline.ingest.source.syndication.SyndicationFeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The history of a status page as RSS or Atom ({@code history.rss}, {@code history.atom}), by
 * Statuspage, incident.io and others that are made like it. Whose it is says the title: {@code
 * GitHub Status - Incident History}, {@code OpenAI status}. An incident has the id that it has in
 * the page's JSON. The feed gives no degree, so each incident is minor. It is the newest part of a
 * history: an incident that leaves it means nothing.
 *
 * <p>{@code known_at} is the option's, else when the page last changed the incident.
 */
public final class StatuspageRss implements SourceFormat {

  private static final Pattern TITLE =
      Pattern.compile(
          "(?i)\\s*(?<name>.*?\\S)\\s*(?:-\\s*incident history|\\bstatus(?: page)?(?:\\s*-.*)?)\\s*");

  /** Those whose feeds are of other kinds, and what reads them. */
  private static final Map<String, String> OTHERS =
      Map.of("azure", "azure-rss", "aws", "aws-rss", "gcp", "gcp-atom");

  /** The titles of Amazon's feeds name services. */
  private static final Pattern AMAZON = Pattern.compile("//(?:status|health)\\.aws\\.amazon\\.com");

  private static final String NO_BEGIN =
      "has no update whose time is understood: its publication stands in for its begin, as a guess";

  @Override
  public String name() {
    return "statuspage-rss";
  }

  @Override
  public String description() {
    return "History of a status page as RSS or Atom (history.rss, history.atom)";
  }

  @Override
  public String example() {
    return """
        <rss version="2.0"><channel><title>GitHub Status - Incident History</title><link>https://www.githubstatus.com</link><item><title>Incident with Actions</title><description>&lt;p&gt;&lt;small&gt;Oct &lt;var data-var='date'&gt;21&lt;/var&gt;, &lt;var data-var='time'&gt;17:39&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - This incident has been resolved.&lt;/p&gt;
        &lt;p&gt;&lt;small&gt;Oct 21, 16:05 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We are investigating.&lt;/p&gt;</description><pubDate>Tue, 21 Oct 2025 17:39:34 +0000</pubDate><link>https://www.githubstatus.com/incidents/v61nk2fpysnq</link><guid>https://www.githubstatus.com/incidents/v61nk2fpysnq</guid></item></channel></rss>""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    Optional<Proved<PageOwner>> read =
        SyndicationDocument.read(input, handler, feed -> owner(feed, options));
    if (read.isEmpty()) {
      return;
    }
    PageOwner owner = read.get().owner();
    long index = 0;
    for (SyndicationEntry entry : read.get().feed().entries()) {
      emit(index++, entry, owner, options, handler);
    }
    handler.listed(owner.listed(options, Vanishing.MEANS_NOTHING));
  }

  private static PageOwner owner(SyndicationFeed feed, ReadOptions options)
      throws SyndicationException {
    Matcher title = TITLE.matcher(feed.title() == null ? "" : feed.title());
    if (!title.matches()) {
      throw new SyndicationException(
          "is not the history of a status page, whose title is 'NAME Status - Incident History':"
              + " this one has "
              + (feed.title() == null ? "none" : Quoted.of(feed.title())));
    }
    PageOwner owner;
    try {
      owner =
          PageOwner.named(title.group("name") + " Status", "title")
              .unlessNamed(options.source(), "title");
    } catch (RefusedException e) {
      throw new SyndicationException("the title " + e.reason());
    }
    String other =
        feed.link() != null && AMAZON.matcher(feed.link()).find()
            ? "aws-rss"
            : OTHERS.get(owner.provider());
    if (other != null) {
      throw new SyndicationException(
          "is no history of a status page but a feed that " + other + " reads");
    }
    return owner;
  }

  private static void emit(
      long index,
      SyndicationEntry entry,
      PageOwner owner,
      ReadOptions options,
      RecordHandler handler) {
    ByteBuffer raw = ByteBuffer.wrap(entry.toString().getBytes(StandardCharsets.UTF_8));
    HistoryEntry.Told told;
    try {
      told = HistoryEntry.of(entry).told(owner, options);
    } catch (RefusedException e) {
      handler.refused(new Refusal(index, entry.line(), e.field(), e.reason(), raw, Extent.RECORD));
      return;
    }
    if (told.isGuess()) {
      handler.dropped(
          new Refusal(index, entry.line(), Optional.of("pubDate"), NO_BEGIN, raw, Extent.RECORD));
    }
    handler.sighting(entry.line(), told.revision());
  }
}
