package dev.faultline.schemas;

import dev.faultline.schemas.wire.WireDecoder;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  private static final int CACHED_SCHEMAS = 1000;

  /** A consumer must not be silent for longer than its group allows, so it asks again itself. */
  private static final Map<String, Object> DECODER_TIMEOUTS =
      Map.of("http.connect.timeout.ms", 5_000, "http.read.timeout.ms", 10_000, "max.retries", 0);

  private final String registryUrl;
  private final Map<String, Object> settings;
  private SchemaRegistryClient decoderClient;

  /**
   * @param registryUrl one or more URLs, separated by commas
   */
  public RegistrySerdes(String registryUrl) {
    this.registryUrl = registryUrl;
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

  /**
   * A decoder for values of a topic, which tells what can never be read from what cannot be read
   * now. All decoders ask the registry through one client.
   */
  public synchronized <T extends SpecificRecord> WireDecoder<T> decoder(Topic topic) {
    if (decoderClient == null) {
      Map<String, Object> client = new HashMap<>(DECODER_TIMEOUTS);
      client.putAll(settings);
      decoderClient =
          SchemaRegistryClientFactory.newClient(
              Arrays.asList(registryUrl.split(",")),
              CACHED_SCHEMAS,
              List.of(new AvroSchemaProvider()),
              client,
              Map.of());
    }
    return new WireDecoder<>(decoderClient, topic.valueSchema());
  }

  /**
   * A deserializer for values of one of the catalogue's topics, for tools. Null stays null. What
   * runs for long reads with a {@link #decoder}.
   */
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
