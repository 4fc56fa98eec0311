package dev.faultline.schemas.wire;

import dev.faultline.schemas.wire.UndecodableException.Kind;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schemas that records name, from the registry. */
final class WriterSchemas {

  private static final int NOT_FOUND = 404;

  /**
   * The registry API's own codes for "no such subject, version or schema". Whoever else answers 404
   * (a proxy, a wrong address) does not send one.
   */
  private static final int FIRST_NOT_FOUND_CODE = 40401;

  private static final int LAST_NOT_FOUND_CODE = 40499;

  /** What Confluent's client says when it has got a schema that is not Avro. */
  private static final String NOT_AVRO = "Invalid schema";

  private final SchemaRegistryClient registry;

  WriterSchemas(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  /**
   * Asks for a schema.
   *
   * @throws UndecodableException if the registry has no such Avro schema
   * @throws RegistryUnavailableException if it does not say
   */
  Schema get(int id) throws UndecodableException, RegistryUnavailableException {
    if (id <= 0) {
      throw new UndecodableException(Kind.SCHEMA, "names schema " + id + ", which cannot exist");
    }
    try {
      ParsedSchema parsed = registry.getSchemaById(id);
      if (parsed != null && parsed.rawSchema() instanceof Schema schema) {
        return schema;
      }
      throw notAvro(id);
    } catch (RestClientException e) {
      if (isUnknown(e)) {
        throw new UndecodableException(
            Kind.SCHEMA, "names schema " + id + ", which the registry does not know");
      }
      throw new RegistryUnavailableException(
          "the schema registry answers " + e.getStatus() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(NOT_AVRO)) {
        throw notAvro(id);
      }
      throw new RegistryUnavailableException("the schema registry does not answer: " + e, e);
    } catch (RuntimeException e) {
      // the client has not even looked at the record
      throw new RegistryUnavailableException("the schema registry's client failed: " + e, e);
    }
  }

  private static boolean isUnknown(RestClientException e) {
    return e.getStatus() == NOT_FOUND
        && e.getErrorCode() >= FIRST_NOT_FOUND_CODE
        && e.getErrorCode() <= LAST_NOT_FOUND_CODE;
  }

  private static UndecodableException notAvro(int id) {
    return new UndecodableException(Kind.SCHEMA, "names schema " + id + ", which is not Avro");
  }
}
