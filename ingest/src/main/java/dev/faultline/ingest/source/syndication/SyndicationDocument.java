package dev.faultline.ingest.source.syndication;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.framing.GzipInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The bytes of one document of RSS or Atom, plain or gzip. A document type, which could draw in
 * other files, refuses the document.
 */
public final class SyndicationDocument {

  private static final int LARGEST = 16 << 20;
  private static final Pattern DECLARED =
      Pattern.compile("^\\W{0,3}<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)");

  /** What proves whose document it is. */
  @FunctionalInterface
  public interface Proof<T> {

    /**
     * Looks at a document.
     *
     * @return whose it is
     * @throws SyndicationException if it is not the expected one
     */
    T of(SyndicationFeed feed) throws SyndicationException;
  }

  /** A document, and whose it is. */
  public record Proved<T>(SyndicationFeed feed, T owner) {}

  private SyndicationDocument() {}

  /**
   * Reads an input to its end.
   *
   * @return empty if there is nothing in it, or if it was refused as a whole, to the handler
   * @throws IOException if the bytes cannot be had
   */
  public static <T> Optional<Proved<T>> read(
      InputStream input, RecordHandler handler, Proof<T> proof) throws IOException {
    handler.document();
    byte[] bytes = input.readNBytes(LARGEST + 1);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    try {
      SyndicationFeed feed = parse(unpacked(bytes));
      return Optional.of(new Proved<>(feed, proof.of(feed)));
    } catch (SyndicationException e) {
      handler.refused(
          new Refusal(
              0,
              1,
              Optional.empty(),
              e.getMessage(),
              ByteBuffer.wrap(bytes),
              Extent.REST_OF_INPUT));
      return Optional.empty();
    }
  }

  private static byte[] unpacked(byte[] bytes) throws SyndicationException {
    byte[] unpacked;
    try {
      unpacked = GzipInput.of(bytes, LARGEST);
    } catch (GzipInput.TooLargeException e) {
      throw new SyndicationException("unpacks to more than " + LARGEST + " bytes");
    } catch (IOException e) {
      throw new SyndicationException("is broken gzip: " + e.getMessage());
    }
    if (unpacked.length > LARGEST) {
      throw new SyndicationException("is longer than " + LARGEST + " bytes");
    }
    return unpacked;
  }

  private static SyndicationFeed parse(byte[] document) throws SyndicationException {
    requireUtf8(document);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
      try {
        return new SyndicationReader(xml).read();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      throw new SyndicationException(
          "is not XML: " + Quoted.line(String.valueOf(e.getMessage()), 160));
    }
  }

  /** The parser also writes broken UTF-8 to the error output of the process: it gets none. */
  private static void requireUtf8(byte[] document) throws SyndicationException {
    String head = new String(document, 0, Math.min(document.length, 200), ISO_8859_1);
    Matcher declared = DECLARED.matcher(head);
    boolean isOther =
        head.startsWith("\u00fe\u00ff")
            || head.startsWith("\u00ff\u00fe")
            || head.startsWith("\0<\0?")
            || head.startsWith("<\0?\0")
            || declared.find() && !declared.group(1).equalsIgnoreCase("utf-8");
    if (isOther) {
      return;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
    } catch (CharacterCodingException e) {
      throw new SyndicationException("is not XML: it is not UTF-8, and declares nothing else");
    }
  }
}
