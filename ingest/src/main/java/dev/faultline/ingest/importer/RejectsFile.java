package dev.faultline.ingest.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.faultline.ingest.source.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One JSON object a line for each refused record: {@code file}, {@code line}, {@code record}
 * (1-based; 0 for a header), {@code field}, {@code reason} and {@code raw}, its text up to 16 KiB;
 * {@code "taken": true} where only the field was left out and the record was taken.
 */
final class RejectsFile implements AutoCloseable {

  private static final int MOST_RAW_BYTES = 16 << 10;
  private static final JsonFactory JSON = new JsonFactory();

  private final Writer writer;

  RejectsFile(Path path) throws IOException {
    this.writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
  }

  void add(Path file, Refusal refusal, boolean isTaken) {
    try (JsonGenerator json =
        JSON.createGenerator(writer).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      json.writeStringField("file", file.toString());
      json.writeNumberField("line", refusal.line());
      json.writeNumberField("record", refusal.index() + 1);
      json.writeStringField("field", refusal.field().orElse(null));
      json.writeStringField("reason", refusal.reason());
      json.writeStringField("raw", text(refusal.raw()));
      if (isTaken) {
        json.writeBooleanField("taken", true);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ByteBuffer raw) {
    ByteBuffer head = raw.duplicate();
    head.limit(head.position() + Math.min(head.remaining(), MOST_RAW_BYTES));
    return StandardCharsets.UTF_8.decode(head).toString();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
