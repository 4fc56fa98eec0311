package dev.faultline.ingest.source.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.faultline.ingest.check.ObservationField;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one observation object into its fields, as text; numbers keep their digits. */
final class ObservationJson {

  private ObservationJson() {}

  /**
   * Reads the fields of one object.
   *
   * @throws RefusedException if the bytes are not one JSON object, a field is unknown or stands
   *     twice, or has a value of the wrong type
   */
  static Map<ObservationField, String> fields(ByteBuffer bytes) throws RefusedException {
    Map<ObservationField, String> fields = new EnumMap<>(ObservationField.class);
    Set<ObservationField> seen = EnumSet.noneOf(ObservationField.class);
    try (JsonParser parser =
        JsonText.FACTORY.createParser(bytes.array(), bytes.arrayOffset(), bytes.remaining())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RefusedException(null, "is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        ObservationField field = known(parser.currentName());
        if (!seen.add(field)) {
          throw new RefusedException(field.fieldName(), "stands twice in the record");
        }
        value(field, parser).ifPresent(text -> fields.put(field, text));
      }
      if (parser.nextToken() != null) {
        throw new RefusedException(null, "has more text after the object");
      }
    } catch (IOException e) {
      throw JsonText.refused(e);
    }
    return fields;
  }

  private static ObservationField known(String name) throws RefusedException {
    Optional<ObservationField> field = ObservationField.named(name);
    if (field.isEmpty()) {
      throw new RefusedException(Quoted.line(name, 64), "is not a field of an observation");
    }
    return field.get();
  }

  private static Optional<String> value(ObservationField field, JsonParser parser)
      throws IOException, RefusedException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    return switch (field.kind()) {
      case TEXT -> {
        if (token != JsonToken.VALUE_STRING) {
          throw new RefusedException(field.fieldName(), "must be text");
        }
        yield Optional.of(parser.getText());
      }
      case WHOLE_NUMBER -> {
        if (token != JsonToken.VALUE_NUMBER_INT) {
          throw new RefusedException(
              field.fieldName(),
              "must be a whole number, written without quotes, point or exponent");
        }
        yield Optional.of(parser.getText());
      }
    };
  }
}
