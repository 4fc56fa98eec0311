package dev.faultline.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes for the catalogue's values on Confluent's wire format and client. Schemas are registered
 * by {@link TopicAdmin} only: a producer that meets an unregistered schema fails and says so.
 */
public final class RegistrySerdes {

  static {
    TrustedRecords.trust();
  }

  private final Map<String, Object> settings;

  /**
   * @param registryUrl one or more URLs, separated by commas
   */
  public RegistrySerdes(String registryUrl) {
    this.settings =
        Map.of(
            "schema.registry.url",
            registryUrl,
            "auto.register.schemas",
            false,
            "avro.remove.java.properties",
            true,
            "specific.avro.reader",
            true);
  }

  /** A serializer for values of one of the catalogue's topics. Null stays null. */
  @SuppressWarnings("unchecked")
  public <T extends SpecificRecord> Serializer<T> serializer() {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(settings, false);
    return new RowSerializer<>((Serializer<T>) (Serializer<?>) serializer);
  }

  /** A deserializer for values of one of the catalogue's topics. Null stays null. */
  @SuppressWarnings("unchecked")
  public <T extends SpecificRecord> Deserializer<T> deserializer() {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
    deserializer.configure(settings, false);
    return (Deserializer<T>) (Deserializer<?>) deserializer;
  }

  /** Both. */
  public <T extends SpecificRecord> Serde<T> serde() {
    return Serdes.serdeFrom(this.<T>serializer(), this.<T>deserializer());
  }

  /** A schema as the registry keeps it: without the generator's Java hints. */
  public static Schema plain(Schema schema) {
    Object example = SpecificData.get().newRecord(null, schema);
    return AvroSchemaUtils.getSchema(example, false, false, true);
  }
}
