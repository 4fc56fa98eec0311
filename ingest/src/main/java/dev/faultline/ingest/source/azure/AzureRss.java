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
import dev.faultline.ingest.source.framing.GzipInput;
import dev.faultline.ingest.source.prose.ProsePeriod;
import dev.faultline.ingest.source.prose.ProseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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

  private static final int LARGEST = 16 << 20;
  private static final int LONGEST_ELEMENT = 1 << 20;

  private static final String NO_BEGIN =
      "says times of which none is understood as the begin: pubDate stands in for it, as a guess";

  /** Azure's own title of its feed, and of its history. */
  private static final Pattern TITLE = Pattern.compile("(?i)\\s*azure status\\b.*");

  private record Found(long line, AzureItem item) {}

  /** What is wrong with the document as a whole. */
  private static final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    DocumentException(String reason) {
      super(reason);
    }
  }

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
    byte[] bytes = input.readNBytes(LARGEST + 1);
    if (bytes.length == 0) {
      return;
    }
    Reading read;
    try {
      read = parse(document(bytes));
    } catch (DocumentException e) {
      handler.refused(
          new Refusal(
              0,
              1,
              Optional.empty(),
              e.getMessage(),
              ByteBuffer.wrap(bytes),
              Extent.REST_OF_INPUT));
      return;
    }
    long index = 0;
    for (Found found : read.items) {
      emit(index++, found, read.built, options, handler);
    }
    handler.listed(
        new ListedDocument(
            options.source().orElse("azure-status"),
            Optional.of("azure"),
            options.observedAt().or(() -> Optional.ofNullable(read.built)),
            Vanishing.CLOSES));
  }

  private static void emit(
      long index, Found found, Instant built, ReadOptions options, RecordHandler handler) {
    ByteBuffer raw = ByteBuffer.wrap(found.item().toString().getBytes(StandardCharsets.UTF_8));
    AzureItem.DatedRevision said;
    try {
      said = found.item().revision(options, built);
    } catch (RefusedException e) {
      handler.refused(new Refusal(index, found.line(), e.field(), e.reason(), raw, Extent.RECORD));
      return;
    }
    if (said.isGuess()) {
      handler.dropped(
          new Refusal(
              index, found.line(), Optional.of("description"), NO_BEGIN, raw, Extent.RECORD));
    }
    handler.sighting(found.line(), said.revision());
  }

  private static byte[] document(byte[] bytes) throws DocumentException {
    byte[] unpacked;
    try {
      unpacked = GzipInput.of(bytes, LARGEST);
    } catch (GzipInput.TooLargeException e) {
      throw new DocumentException("unpacks to more than " + LARGEST + " bytes");
    } catch (IOException e) {
      throw new DocumentException("is broken gzip: " + e.getMessage());
    }
    if (unpacked.length > LARGEST) {
      throw new DocumentException("is longer than " + LARGEST + " bytes");
    }
    return unpacked;
  }

  private static Reading parse(byte[] document) throws DocumentException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        Reading reading = new Reading(xml);
        reading.run();
        return reading;
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw new DocumentException(
          "is not XML: " + Quoted.line(String.valueOf(e.getMessage()), 160));
    }
  }

  /** One document, from its beginning to its end. */
  private static final class Reading {
    private final XMLStreamReader xml;
    private final List<Found> items = new ArrayList<>();
    private Instant built;
    private boolean isFeed;
    private String feedTitle;

    Reading(XMLStreamReader xml) {
      this.xml = xml;
    }

    void run() throws XMLStreamException, DocumentException {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
          throw new DocumentException("has a document type (DTD), which is not taken");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          element(xml.getLocalName());
        }
      }
      if (!isFeed) {
        throw new DocumentException("is no RSS: it has no channel");
      }
      if (feedTitle == null || !TITLE.matcher(feedTitle).matches()) {
        throw new DocumentException(
            "is not Azure's status feed, whose channel has the title 'Azure Status': this one has "
                + (feedTitle == null ? "none" : Quoted.of(feedTitle)));
      }
    }

    private void element(String name) throws XMLStreamException, DocumentException {
      switch (name) {
        case "channel" -> isFeed = true;
        case "title" -> title(text());
        case "image", "textInput" -> text();
        case "lastBuildDate" -> built = built(text());
        case "item" -> item();
        default -> {
          // what surrounds the items
        }
      }
    }

    private void title(String text) throws DocumentException {
      if (feedTitle != null) {
        throw new DocumentException("has two titles");
      }
      feedTitle = text;
    }

    private static Instant built(String text) {
      try {
        return AzureItem.time(text);
      } catch (RefusedException e) {
        return null;
      }
    }

    private void item() throws XMLStreamException, DocumentException {
      long line = xml.getLocation().getLineNumber();
      String guid = null;
      String title = null;
      String description = null;
      String link = null;
      String published = null;
      List<String> categories = new ArrayList<>();
      while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
        String name = xml.getLocalName();
        String text = text();
        switch (name) {
          case "guid" -> guid = text;
          case "title" -> title = text;
          case "description" -> description = text;
          case "link" -> link = text.isEmpty() ? null : text;
          case "pubDate" -> published = text;
          case "category" -> categories.add(text);
          default -> {
            // nothing that is known here
          }
        }
      }
      items.add(
          new Found(line, new AzureItem(guid, title, description, link, published, categories)));
    }

    /** The text of the element at hand, whatever elements are in it. */
    private String text() throws XMLStreamException, DocumentException {
      StringBuilder text = new StringBuilder();
      for (int depth = 1; depth > 0; ) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> depth++;
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(xml.getText());
          default -> {
            // comments and instructions
          }
        }
        if (text.length() > LONGEST_ELEMENT) {
          throw new DocumentException(
              "has an element of more than " + LONGEST_ELEMENT + " letters");
        }
      }
      return text.toString().strip();
    }
  }
}
