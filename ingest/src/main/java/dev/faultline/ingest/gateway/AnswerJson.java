package dev.faultline.ingest.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.faultline.ingest.source.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** The gateway's answers as JSON. */
final class AnswerJson {

  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the fields of an answer. */
  @FunctionalInterface
  private interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  private AnswerJson() {}

  /** {@code {"error": message}}. */
  static String error(String message) {
    return object(json -> json.writeStringField("error", message));
  }

  /** {@code {"status": word}}. */
  static String status(String word) {
    return object(json -> json.writeStringField("status", word));
  }

  /** {@code {"accepted": n, "rejected": [{"index": i, "field": …, "reason": …}]}}. */
  static String taken(long accepted, List<Refusal> rejected) {
    return object(
        json -> {
          json.writeNumberField("accepted", accepted);
          json.writeArrayFieldStart("rejected");
          for (Refusal refusal : rejected) {
            json.writeStartObject();
            json.writeNumberField("index", refusal.index());
            json.writeStringField("field", refusal.field().orElse(null));
            json.writeStringField("reason", refusal.reason());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String object(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }
}
