package dev.faultline.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.wire.UndecodableException.Kind;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireDecoderTest {

  private final Registry registry = new Registry();
  private final WireDecoder<DeadLetter> decoder =
      new WireDecoder<>(registry, DeadLetter.getClassSchema());
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
  void register() throws Exception {
    schemaId = registry.register("letters", new AvroSchema(DeadLetter.getClassSchema()));
  }

  @Test
  void readsWhatWasWritten() throws Exception {
    assertThat(decoder.decode(WireBytes.of(letter("import"), schemaId)))
        .isEqualTo(letter("import"));
  }

  @Test
  void eachRecordIsAnObjectOfItsOwn() throws Exception {
    DeadLetter first = decoder.decode(WireBytes.of(letter("import"), schemaId));
    decoder.decode(WireBytes.of(letter("poll"), schemaId));

    assertThat(first.getStage()).isEqualTo("import");
  }

  @Test
  void otherBytesAreRefused() {
    assertThat(refusal(null)).hasMessage("has no value");
    assertThat(refusal(new byte[0])).hasMessageContaining("wire format");
    assertThat(refusal(new byte[] {0, 0, 0})).hasMessageContaining("wire format");
    assertThat(refusal("{\"network\":\"solana\"}".getBytes(UTF_8)).kind()).isEqualTo(Kind.BYTES);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = WireBytes.of(letter("gateway"), schemaId);

    for (int length = 5; length < whole.length; length++) {
      assertThat(refusal(Arrays.copyOf(whole, length)).kind())
          .as("the first %d bytes", length)
          .isEqualTo(Kind.BYTES);
    }
  }

  @Test
  void bytesAfterTheRecordAreRefused() {
    byte[] whole = WireBytes.of(letter("gateway"), schemaId);

    assertThat(refusal(Arrays.copyOf(whole, whole.length + 1)))
        .hasMessageContaining("bytes after the record");
  }

  /** Strings of 2^31 bytes, of 2^30, of -1 and of the least number; then a varint without end. */
  @ParameterizedTest
  @ValueSource(
      strings = {"8080808010", "8080808008", "01", "ffffffffffffffffff01", "ffffffffffffffffffff"})
  void noLengthIsBelieved(String varint) {
    byte[] value = HexFormat.of().parseHex("00" + "%08x".formatted(schemaId) + varint);

    assertThat(refusal(value).kind()).isEqualTo(Kind.BYTES);
  }

  @Test
  void aCollectionOfMoreItemsThanBytesIsRefused() throws Exception {
    Schema lists =
        SchemaBuilder.record("Lists")
            .namespace("dev.faultline.test")
            .fields()
            .name("items")
            .type()
            .array()
            .items()
            .nullType()
            .noDefault()
            .endRecord();
    int id = registry.register("lists", new AvroSchema(lists));
    byte[] value = HexFormat.of().parseHex("00" + "%08x".formatted(id) + "8080808008" + "00");

    assertThatThrownBy(() -> new WireDecoder<>(registry, lists).decode(value))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void aRecordThatIsDeeperThanTheStackIsRefused() throws Exception {
    Schema chain =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Chain", "namespace": "dev.faultline.test",
                 "fields": [{"name": "next", "type": ["null", "Chain"]}]}
                """);
    int id = registry.register("chain", new AvroSchema(chain));
    byte[] value = new byte[1 << 20];
    Arrays.fill(value, (byte) 2);
    System.arraycopy(HexFormat.of().parseHex("00" + "%08x".formatted(id)), 0, value, 0, 5);

    assertThatThrownBy(() -> new WireDecoder<>(registry, chain).decode(value))
        .isInstanceOf(UndecodableException.class);
  }

  @Test
  void aRecordAfterARefusedOneIsReadWhole() throws Exception {
    byte[] whole = WireBytes.of(letter("gateway"), schemaId);
    refusal(Arrays.copyOf(whole, whole.length - 9));

    assertThat(decoder.decode(whole)).isEqualTo(letter("gateway"));
  }

  @Test
  void aReasonIsShortWhateverItQuotes() {
    String quoted = new UndecodableException(Kind.BYTES, "\u00e9".repeat(10_000)).getMessage();

    assertThat(quoted.getBytes(UTF_8).length).isLessThanOrEqualTo(512);
    assertThat(quoted).endsWith("\u00e9 ...");
  }

  @ParameterizedTest
  @ValueSource(ints = {4711, 0, -1, Integer.MIN_VALUE})
  void anUnknownSchemaIsRefused(int id) {
    UndecodableException refusal = refusal(WireBytes.of(letter("import"), id));

    assertThat(refusal.kind()).isEqualTo(Kind.SCHEMA);
    assertThat(refusal).hasMessageStartingWith("names schema " + id);
  }

  @Test
  void anotherTopicsSchemaIsRefused() throws Exception {
    int other = registry.register("places", new AvroSchema(Placement.getClassSchema()));

    assertThat(refusal(WireBytes.of(letter("import"), other)))
        .hasMessage(
            "names schema %d, which is of dev.faultline.schemas.Placement instead of"
                    .formatted(other)
                + " dev.faultline.schemas.DeadLetter");
  }

  @Test
  void aSchemaThatIsNotAvroIsRefused() {
    registry.outage =
        new IOException("Invalid schema syntax = \"proto3\"; with refs [] of type PROTOBUF");

    assertThat(refusal(WireBytes.of(letter("import"), schemaId)).kind()).isEqualTo(Kind.SCHEMA);
  }

  @Test
  void anUnreachableRegistryIsNotTheRecordsFault() throws Exception {
    byte[] whole = WireBytes.of(letter("import"), schemaId);
    registry.outage = new ConnectException("connection refused");
    assertThatThrownBy(() -> decoder.decode(whole))
        .isInstanceOf(RegistryUnavailableException.class);

    registry.outage = null;
    assertThat(decoder.decode(whole).getStage()).isEqualTo("import");
  }

  /** 404 without the registry's own code comes from somebody else, such as a proxy. */
  @ParameterizedTest
  @CsvSource({
    "503, 50301",
    "500, 50001",
    "429, 42901",
    "401, 40101",
    "403, 40301",
    "404, 404",
    "404, 50005",
    "404, 0"
  })
  void anAnswerThatDoesNotSayIsNotTheRecordsFault(int status, int code) {
    registry.refusal = new RestClientException("no", status, code);

    assertThatThrownBy(() -> decoder.decode(WireBytes.of(letter("import"), schemaId)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining(Integer.toString(status));
  }

  private UndecodableException refusal(byte[] value) {
    return catchThrowableOfType(UndecodableException.class, () -> decoder.decode(value));
  }

  private static DeadLetter letter(String stage) {
    return DeadLetter.newBuilder()
        .setStage(stage)
        .setSource("a file")
        .setRefusedAt(Instant.parse("2026-01-01T00:00:00Z"))
        .setReason("is wrong")
        .build();
  }
}
