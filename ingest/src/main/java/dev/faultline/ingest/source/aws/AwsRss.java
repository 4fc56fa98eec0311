package dev.faultline.ingest.source.aws;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.ListedDocument;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.syndication.SyndicationDocument;
import dev.faultline.ingest.source.syndication.SyndicationDocument.Proved;
import dev.faultline.ingest.source.syndication.SyndicationEntry;
import dev.faultline.ingest.source.syndication.SyndicationException;
import dev.faultline.ingest.source.syndication.SyndicationFeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * AWS's status as RSS, of one service ({@code rss/ec2-us-east-1.rss}) or of all ({@code
 * rss/all.rss}). Each item is an update; they are put together to events ({@link AwsRssEvent}). The
 * feed is the newest part of a history: an event that leaves it means nothing, and one of which the
 * first updates have left is still the one that it was.
 *
 * <p>{@code known_at} is the option's, else when the event's newest update was posted.
 */
public final class AwsRss implements SourceFormat {

  private static final Pattern LINK =
      Pattern.compile("https?://(?:status|health)\\.aws\\.amazon\\.com(?:/.*)?");

  @Override
  public String name() {
    return "aws-rss";
  }

  @Override
  public String description() {
    return "AWS's status as RSS: of one service (rss/ec2-us-east-1.rss), or rss/all.rss";
  }

  @Override
  public String example() {
    return """
    <rss version="2.0"><channel><title>Amazon Elastic Compute Cloud (N. Virginia) Service Status</title><link>https://status.aws.amazon.com/</link><item><title>Service is operating normally: [RESOLVED] Increased API Error Rates</title><link>https://status.aws.amazon.com/</link><pubDate>Tue, 07 Dec 2021 15:40:00 PST</pubDate><guid isPermaLink="false">https://status.aws.amazon.com/#ec2-us-east-1_1638920400</guid><description>It is over.</description></item>
    <item><title>Performance issues: Increased API Error Rates</title><link>https://status.aws.amazon.com/</link><pubDate>Tue, 07 Dec 2021 08:49:00 PST</pubDate><guid isPermaLink="false">https://status.aws.amazon.com/#ec2-us-east-1_1638895740</guid><description>We see errors.</description></item></channel></rss>\
    """;
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    Optional<Proved<String>> read = SyndicationDocument.read(input, handler, AwsRss::owner);
    if (read.isEmpty()) {
      return;
    }
    List<AwsRssUpdate> updates = new ArrayList<>();
    long index = 0;
    for (SyndicationEntry entry : read.get().feed().entries()) {
      try {
        updates.add(AwsRssUpdate.of(entry));
      } catch (RefusedException e) {
        handler.refused(refusal(index, entry, e));
      }
      index++;
    }
    for (AwsRssEvent event : AwsRssEvent.of(updates)) {
      SyndicationEntry newest = event.newest().entry();
      try {
        handler.restOfEvent(newest.line(), event.revision(options));
      } catch (RefusedException e) {
        handler.refused(refusal(index++, newest, e));
      }
    }
    handler.listed(
        new ListedDocument(
            options.source().orElse("aws-status"),
            Optional.of(read.get().owner()),
            options.observedAt(),
            Vanishing.MEANS_NOTHING));
  }

  private static String owner(SyndicationFeed feed) throws SyndicationException {
    if (feed.link() == null || !LINK.matcher(feed.link()).matches()) {
      throw new SyndicationException(
          "is not AWS's status feed, which leads to status.aws.amazon.com: this one "
              + (feed.link() == null ? "leads nowhere" : "leads to " + Quoted.of(feed.link())));
    }
    return "aws";
  }

  private static Refusal refusal(long index, SyndicationEntry entry, RefusedException e) {
    return new Refusal(
        index,
        entry.line(),
        e.field(),
        e.reason(),
        ByteBuffer.wrap(entry.toString().getBytes(StandardCharsets.UTF_8)),
        Extent.RECORD);
  }
}
