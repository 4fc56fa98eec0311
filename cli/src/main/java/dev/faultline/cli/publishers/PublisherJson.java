package dev.faultline.cli.publishers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Publishers as JSON. */
public final class PublisherJson {

  private PublisherJson() {}

  /**
   * An array of objects: network, layer, publisher, state (announced, open, closed), watermark and
   * behind_s (null if it has not opened), said_s (how long ago it said so), holding (whether the
   * population waits for it), overdue (whether it does although the publisher is silent).
   */
  public static String of(List<PublisherRow> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (PublisherRow row : rows) {
        write(row, json);
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(PublisherRow row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("network", row.population().network());
    json.writeStringField("layer", row.population().layer());
    json.writeStringField("publisher", row.publisher());
    json.writeStringField("state", row.state().name().toLowerCase(Locale.ROOT));
    if (row.watermark().isPresent() && row.behind().isPresent()) {
      json.writeStringField("watermark", row.watermark().get().toString());
      json.writeNumberField("behind_s", row.behind().get().toSeconds());
    } else {
      json.writeNullField("watermark");
      json.writeNullField("behind_s");
    }
    json.writeNumberField("said_s", row.silent().toSeconds());
    json.writeBooleanField("holding", row.isHolding());
    json.writeBooleanField("overdue", row.isOverdue());
    json.writeEndObject();
  }
}
