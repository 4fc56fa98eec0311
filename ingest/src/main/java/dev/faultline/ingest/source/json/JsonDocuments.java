package dev.faultline.ingest.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.Refusal;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import dev.faultline.ingest.source.framing.RawRecord;
import dev.faultline.schemas.IncidentRevision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Documents of incidents, one after another or in an array, each an object. */
public final class JsonDocuments {

  /** How a format reads one document. */
  @FunctionalInterface
  public interface DocumentReader {

    /**
     * Reads one document; it may tell the handler what it finds.
     *
     * @throws RefusedException if nothing in it can be taken
     */
    void read(RawRecord record, JsonFields document) throws RefusedException;
  }

  /** How a format reads one incident. */
  @FunctionalInterface
  public interface IncidentReader {

    /**
     * Reads one incident.
     *
     * @throws RefusedException if it cannot be taken
     */
    IncidentRevision read(JsonFields incident) throws RefusedException;
  }

  private JsonDocuments() {}

  /**
   * Reads all documents.
   *
   * @throws IOException if the bytes cannot be had
   */
  public static void read(InputStream input, RecordHandler handler, DocumentReader reader)
      throws IOException {
    ByteInput bytes = new ByteInput(input);
    boolean isEmpty = bytes.isAtEnd();
    JsonFrames frames = new JsonFrames(bytes);
    Optional<RawRecord> first = frames.next();
    if (first.isEmpty() && !isEmpty) {
      handler.refused(Refusal.ofNoDocument());
    }
    for (Optional<RawRecord> next = first; next.isPresent(); next = frames.next()) {
      RawRecord record = next.get();
      handler.document();
      if (record.defect().isPresent()) {
        handler.refused(record.refusal());
        continue;
      }
      try {
        reader.read(record, JsonFields.of(JsonText.object(record.bytes())));
      } catch (RefusedException e) {
        handler.refused(record.refusal(e.field(), e.reason()));
      }
    }
  }

  /** Reads the elements of a list of a document, each taken or refused alone. */
  public static void each(
      RawRecord record,
      JsonNode elements,
      String list,
      RecordHandler handler,
      IncidentReader reader)
      throws RefusedException {
    if (!elements.isArray()) {
      throw new RefusedException(list, "must be a list");
    }
    for (JsonNode element : elements) {
      one(record, element, list, handler, reader);
    }
  }

  private static void one(
      RawRecord record,
      JsonNode element,
      String list,
      RecordHandler handler,
      IncidentReader reader) {
    IncidentRevision sighting;
    try {
      if (!element.isObject()) {
        throw new RefusedException(list, "must hold objects");
      }
      sighting = reader.read(new JsonFields(element, list + "."));
    } catch (RefusedException e) {
      handler.refused(record.refusal(e.field(), e.reason()));
      return;
    }
    handler.sighting(record.line(), sighting);
  }
}
