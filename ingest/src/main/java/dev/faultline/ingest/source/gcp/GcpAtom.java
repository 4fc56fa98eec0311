package dev.faultline.ingest.source.gcp;

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
import java.util.Optional;

/**
 * Google Cloud's status as Atom ({@code status.cloud.google.com/en/feed.atom}): its newest
 * incidents, with the ids that they have in {@code incidents.json}. The feed gives no degree, so
 * each is minor, and an incident that leaves it means nothing.
 *
 * <p>{@code known_at} is the option's, else when the incident was last updated.
 */
public final class GcpAtom implements SourceFormat {

  private static final String HOST = "//status.cloud.google.com";
  private static final String NO_BEGIN =
      "does not say when the incident began: its update stands in for that, as a guess";

  @Override
  public String name() {
    return "gcp-atom";
  }

  @Override
  public String description() {
    return "Google Cloud's status as Atom (feed.atom)";
  }

  @Override
  public String example() {
    return """
        <feed xmlns="http://www.w3.org/2005/Atom"><title>Google Cloud Service Health Updates</title><link href="https://status.cloud.google.com/" rel="alternate"/><updated>2025-06-13T01:18:00+00:00</updated><entry><title>RESOLVED: Multiple GCP products are experiencing Service issues</title><link href="https://status.cloud.google.com/incidents/ow5i3PPK96RduMcb1SsW" rel="alternate"/><id>tag:status.cloud.google.com,2025:feed:ow5i3PPK96RduMcb1SsW.x</id><updated>2025-06-13T01:27:00+00:00</updated>
        <summary type="html">&lt;p&gt; Incident began at &lt;strong&gt;2025-06-12 10:51&lt;/strong&gt; and ended at &lt;strong&gt;2025-06-12 18:18&lt;/strong&gt; &lt;span&gt;(all times are &lt;strong&gt;US/Pacific&lt;/strong&gt;).&lt;/span&gt;&lt;/p&gt;&lt;p&gt;Affected products: Cloud DNS, Cloud Run&lt;/p&gt;&lt;p&gt;Affected locations: Iowa (us-central1)&lt;/p&gt;</summary></entry></feed>""";
  }

  @Override
  public Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  public void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    Optional<Proved<String>> read = SyndicationDocument.read(input, handler, GcpAtom::owner);
    if (read.isEmpty()) {
      return;
    }
    long index = 0;
    for (SyndicationEntry entry : read.get().feed().entries()) {
      emit(index++, entry, options, handler);
    }
    handler.listed(
        new ListedDocument(
            options.source().orElse("gcp-status"),
            Optional.of(read.get().owner()),
            options.observedAt(),
            Vanishing.MEANS_NOTHING));
  }

  private static String owner(SyndicationFeed feed) throws SyndicationException {
    if (feed.link() == null || !feed.link().contains(HOST)) {
      throw new SyndicationException(
          "is not Google Cloud's feed, which leads to status.cloud.google.com: this one "
              + (feed.link() == null ? "leads nowhere" : "leads to " + Quoted.of(feed.link())));
    }
    return "gcp";
  }

  private static void emit(
      long index, SyndicationEntry entry, ReadOptions options, RecordHandler handler) {
    ByteBuffer raw = ByteBuffer.wrap(entry.toString().getBytes(StandardCharsets.UTF_8));
    GcpAtomEntry.Told told;
    try {
      told = GcpAtomEntry.of(entry).told(options);
    } catch (RefusedException e) {
      handler.refused(new Refusal(index, entry.line(), e.field(), e.reason(), raw, Extent.RECORD));
      return;
    }
    if (told.isGuess()) {
      handler.dropped(
          new Refusal(index, entry.line(), Optional.of("summary"), NO_BEGIN, raw, Extent.RECORD));
    }
    handler.sighting(entry.line(), told.revision());
  }
}
