package dev.faultline.ingest.source.json;

import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.RecordHandler;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.RawRecord;
import java.io.IOException;
import java.io.InputStream;

/** A format of documents that list incidents, one after another or in an array. */
public interface JsonIncidentFormat extends SourceFormat {

  /**
   * Reads one document; it may tell the handler what it finds.
   *
   * @throws RefusedException if nothing in it can be taken
   */
  void read(RawRecord record, JsonFields document, ReadOptions options, RecordHandler handler)
      throws RefusedException;

  @Override
  default Yields yields() {
    return Yields.INCIDENTS;
  }

  @Override
  default void read(InputStream input, ReadOptions options, RecordHandler handler)
      throws IOException {
    JsonDocuments.read(
        input, handler, (record, document) -> read(record, document, options, handler));
  }
}
