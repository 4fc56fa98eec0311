package dev.faultline.ingest.source.syndication;

import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one document of RSS 2.0 or Atom, from its beginning to its end. */
final class SyndicationReader {

  private static final int LONGEST_ELEMENT = 1 << 20;

  private final XMLStreamReader xml;
  private final List<SyndicationEntry> entries = new ArrayList<>();
  private boolean isFeed;
  private String title;
  private String link;
  private String built;

  SyndicationReader(XMLStreamReader xml) {
    this.xml = xml;
  }

  SyndicationFeed read() throws XMLStreamException, SyndicationException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new SyndicationException("has a document type (DTD), which is not taken");
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        element(xml.getLocalName());
      }
    }
    if (!isFeed) {
      throw new SyndicationException("is no RSS and no Atom: it has no channel and no feed");
    }
    return new SyndicationFeed(title, link, built, entries);
  }

  private void element(String name) throws XMLStreamException, SyndicationException {
    switch (name) {
      case "channel", "feed" -> isFeed = true;
      case "title" -> title(text());
      case "link" -> link = link(link);
      case "image", "textInput", "author" -> text();
      case "lastBuildDate", "updated" -> built = text();
      case "item", "entry" -> entries.add(entry(name));
      default -> {
        // what surrounds the entries
      }
    }
  }

  private void title(String text) throws SyndicationException {
    if (title != null) {
      throw new SyndicationException("has two titles");
    }
    title = text;
  }

  private SyndicationEntry entry(String element) throws XMLStreamException, SyndicationException {
    long line = xml.getLocation().getLineNumber();
    String id = null;
    String heading = null;
    String summary = null;
    String content = null;
    String leadsTo = null;
    String published = null;
    String updated = null;
    List<String> categories = new ArrayList<>();
    while (!isEndOf(xml.next(), element)) {
      if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "guid", "id" -> id = text();
        case "title" -> heading = text();
        case "description", "summary" -> summary = text();
        case "content", "encoded" -> content = text();
        case "link" -> leadsTo = link(leadsTo);
        case "pubDate", "published" -> published = text();
        case "updated" -> updated = text();
        case "category" -> categories.add(category());
        default -> text();
      }
    }
    return new SyndicationEntry(
        line,
        id,
        heading,
        content == null || content.isEmpty() ? summary : content,
        leadsTo,
        published,
        updated,
        categories);
  }

  private boolean isEndOf(int event, String element) {
    return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals(element);
  }

  /** RSS writes it as text, Atom as href, with what it is to the document. */
  private String link(String before) throws XMLStreamException, SyndicationException {
    String href = xml.getAttributeValue(null, "href");
    String rel = xml.getAttributeValue(null, "rel");
    String text = text();
    if (href == null) {
      return text.isEmpty() ? before : text;
    }
    return before == null && (rel == null || rel.equals("alternate")) ? href.strip() : before;
  }

  private String category() throws XMLStreamException, SyndicationException {
    String term = xml.getAttributeValue(null, "term");
    String text = text();
    return text.isEmpty() && term != null ? term.strip() : text;
  }

  /** The text of the element at hand, whatever elements are in it. */
  private String text() throws XMLStreamException, SyndicationException {
    StringBuilder text = new StringBuilder();
    for (int depth = 1; depth > 0; ) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> depth++;
        case XMLStreamConstants.END_ELEMENT -> depth--;
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
        default -> {
          // comments and instructions
        }
      }
      if (text.length() > LONGEST_ELEMENT) {
        throw new SyndicationException(
            "has an element of more than " + LONGEST_ELEMENT + " letters");
      }
    }
    return text.toString().strip();
  }
}
