package dev.faultline.sql.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.Placement;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordDecoderTest {

  private final Registry registry = new Registry();
  private final RecordDecoder<EntityShare> decoder =
      new RecordDecoder<>(registry, EntityShare.getClassSchema());
  private int schemaId;

  /** Can be unreachable, or answer with an error. */
  private static final class Registry extends MockSchemaRegistryClient {
    private IOException outage;
    private RestClientException refusal;

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
      if (outage != null) {
        throw outage;
      }
      if (refusal != null) {
        throw refusal;
      }
      return super.getSchemaById(id);
    }
  }

  @BeforeEach
  void register() throws IOException, RestClientException {
    schemaId = registry.register("shares", new AvroSchema(EntityShare.getClassSchema()));
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    EntityShare share = WireFormat.share("aws", 3);

    assertThat(decoder.decode(WireFormat.encode(share, schemaId))).isEqualTo(share);
  }

  @Test
  void otherBytesAreRefused() throws IOException {
    assertThat(refusal(new byte[0]).refusal()).isEqualTo(Refusal.BYTES);
    assertThat(refusal(new byte[] {0, 0, 0})).hasMessageContaining("wire format");
    assertThat(refusal("{\"network\":\"solana\"}".getBytes(UTF_8)))
        .hasMessageContaining("wire format");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = WireFormat.encode(WireFormat.share("hetzner", 3), schemaId);

    for (int length = 5; length < whole.length; length++) {
      assertThat(refusal(Arrays.copyOf(whole, length)).refusal())
          .as("the first %d bytes", length)
          .isEqualTo(Refusal.BYTES);
    }
  }

  @Test
  void bytesAfterTheRecordAreRefused() throws IOException {
    byte[] whole = WireFormat.encode(WireFormat.share("ovh", 3), schemaId);

    assertThat(refusal(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("bytes after the record");
  }

  @Test
  void aRecordAfterARefusedOneIsReadWhole() throws Exception {
    EntityShare share = WireFormat.share("ovh", 3);
    byte[] whole = WireFormat.encode(share, schemaId);
    refusal(Arrays.copyOf(whole, whole.length - 9));

    assertThat(decoder.decode(whole)).isEqualTo(share);
  }

  @Test
  void anUnknownSchemaIsRefused() throws IOException {
    Undecodable refusal = refusal(WireFormat.encode(WireFormat.share("aws", 3), 4711));

    assertThat(refusal.refusal()).isEqualTo(Refusal.SCHEMA);
    assertThat(refusal).hasMessage("names schema 4711, which the registry does not know");
  }

  @Test
  void anotherTopicsSchemaIsRefused() throws IOException, RestClientException {
    int other = registry.register("places", new AvroSchema(Placement.getClassSchema()));

    assertThat(refusal(WireFormat.encode(WireFormat.share("aws", 3), other)).refusal())
        .isEqualTo(Refusal.BYTES);
  }

  @Test
  void anUnreachableRegistryIsNotTheRecordsFault() throws Exception {
    byte[] whole = WireFormat.encode(WireFormat.share("aws", 3), schemaId);
    registry.outage = new IOException("connection refused");
    assertThatThrownBy(() -> decoder.decode(whole)).isInstanceOf(IOException.class);

    registry.outage = null;
    registry.refusal = new RestClientException("overloaded", 503, 50301);
    assertThatThrownBy(() -> decoder.decode(whole))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503");

    registry.refusal = null;
    assertThat(decoder.decode(whole).getEntity()).isEqualTo("aws");
  }

  private Undecodable refusal(byte[] value) {
    return catchThrowableOfType(Undecodable.class, () -> decoder.decode(value));
  }
}
