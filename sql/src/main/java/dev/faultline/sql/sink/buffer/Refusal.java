package dev.faultline.sql.sink.buffer;

import dev.faultline.schemas.wire.UndecodableException;
import java.util.Locale;

/** Why a record did not become a row. */
public enum Refusal {
  /** Its bytes are not Confluent's wire format, or not Avro of the schema they name. */
  BYTES,
  /** The registry does not know the schema they name, or it is not one of this topic. */
  SCHEMA,
  /** A value does not fit its column. */
  VALUE,
  /** The server refuses the row. */
  SERVER;

  public static Refusal of(UndecodableException e) {
    return switch (e.kind()) {
      case BYTES -> BYTES;
      case SCHEMA -> SCHEMA;
    };
  }

  /** For metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
