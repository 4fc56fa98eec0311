package dev.faultline.sql.landing;

import java.util.Locale;

/** Why a record did not become a row. */
enum Refusal {
  /** Its bytes are not Confluent's wire format, or not Avro of the schema they name. */
  BYTES,
  /** The registry does not know the schema they name. */
  SCHEMA,
  /** A value does not fit its column. */
  VALUE,
  /** The server refuses the row. */
  SERVER;

  /** For metrics. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
