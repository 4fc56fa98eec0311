package dev.faultline.schemas;

import dev.faultline.schemas.registry.RegistryClients;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.service.kafka.RegistryAccess;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.Duration;
import java.util.HashMap;
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

  /** A consumer must not be silent for longer than its group allows, so it asks again itself. */
  private static final Duration DECODER_TIMEOUT = Duration.ofSeconds(10);

  private final RegistryAccess access;
  private final Map<String, Object> settings;
  private SchemaRegistryClient decoderClient;

  /** Asks a registry with an operator's settings of its client. */
  public RegistrySerdes(RegistryAccess access) {
    this.access = access;
    Map<String, Object> all = new HashMap<>(access.client());
    all.put("schema.registry.url", access.url());
    all.put("auto.register.schemas", false);
    all.put("avro.remove.java.properties", true);
    all.put("specific.avro.reader", true);
    this.settings = Map.copyOf(all);
  }

  /**
   * Asks a registry that lets everybody in.
   *
   * @param registryUrl one or more URLs, separated by commas
   */
  public RegistrySerdes(String registryUrl) {
    this(RegistryAccess.at(registryUrl));
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
      decoderClient = RegistryClients.open(access, DECODER_TIMEOUT);
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
