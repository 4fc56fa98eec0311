package dev.faultline.ingest.source.syndication;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.Refusal.Extent;
import dev.faultline.ingest.source.framing.GzipInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The bytes of one document of RSS or Atom, plain or gzip. A document type, which could draw in
 * other files, refuses the document.
 */
public final class SyndicationDocument {

  private static final int LARGEST = 16 << 20;

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
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // else the parser writes what is broken to the process's error output as well
    factory.setXMLReporter((message, type, information, location) -> {});
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
}
