package dev.faultline.ingest.check;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of an observation that a feed may give, in the order in which they are checked. */
public enum ObservationField {
  NETWORK("network", Kind.TEXT),
  LAYER("layer", Kind.TEXT),
  NODE_ID("node_id", Kind.TEXT),
  OBSERVED_AT("observed_at", Kind.TEXT),
  STATUS("status", Kind.TEXT),
  IP("ip", Kind.TEXT),
  ASN("asn", Kind.WHOLE_NUMBER),
  PROVIDER("provider", Kind.TEXT),
  REGION("region", Kind.TEXT),
  COUNTRY("country", Kind.TEXT),
  CITY("city", Kind.TEXT),
  OPERATOR("operator", Kind.TEXT),
  CLIENT("client", Kind.TEXT),
  CLIENT_VERSION("client_version", Kind.TEXT),
  HOSTING("hosting", Kind.TEXT),
  WEIGHT("weight", Kind.WHOLE_NUMBER);

  /** How JSON writes the field. */
  public enum Kind {
    TEXT,
    WHOLE_NUMBER
  }

  private static final Map<String, ObservationField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(f -> f.fieldName, Function.identity()));

  private final String fieldName;
  private final Kind kind;

  ObservationField(String fieldName, Kind kind) {
    this.fieldName = fieldName;
    this.kind = kind;
  }

  /** The name in JSON, Avro and SQL, such as {@code node_id}. */
  public String fieldName() {
    return fieldName;
  }

  /** How JSON writes the field. */
  public Kind kind() {
    return kind;
  }

  /** The field of that name, if there is one. */
  public static Optional<ObservationField> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
