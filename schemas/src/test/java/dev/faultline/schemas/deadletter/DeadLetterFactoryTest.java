package dev.faultline.schemas.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.RecordWriter;
import dev.faultline.schemas.TrustedRecords;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterFactoryTest {

  static {
    TrustedRecords.trust();
  }

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Less what Kafka adds to a batch of one record. */
  private static final int LIMIT = (1 << 20) - 1024;

  /** Four bytes a character. */
  private static final String LONG = "\uD83D\uDE00".repeat(1_000_000);

  private final DeadLetterFactory letters = new DeadLetterFactory("sink");

  @Test
  void itFitsWhateverWasRefused() {
    assertThat(
            size(
                letters.ofRecord(
                    new ConsumerRecord<>(
                        "t".repeat(249), 1, 2, new byte[5_000_000], new byte[5_000_000]),
                    NOW,
                    LONG,
                    LONG)))
        .isLessThan(LIMIT);
    assertThat(size(letters.ofInput(LONG, NOW, LONG, LONG, 1L, ByteBuffer.allocate(5_000_000))))
        .isLessThan(LIMIT);
    assertThat(size(letters.ofResult(LONG, NOW, LONG, LONG))).isLessThan(LIMIT);
  }

  @Test
  void itSaysWhatItDoesNotHold() {
    DeadLetter letter =
        letters.ofRecord(
            new ConsumerRecord<>("t", 1, 2, new byte[40_000], new byte[1_000_000]),
            NOW,
            null,
            "is wrong");

    assertThat(letter.getValue().remaining()).isEqualTo(DeadLetterFactory.MAX_VALUE_BYTES);
    assertThat(letter.getKey().remaining()).isEqualTo(DeadLetterFactory.MAX_KEY_BYTES);
    assertThat(letter.getReason())
        .isEqualTo(
            "is wrong (only the beginning of a key of 40000 bytes and of a value of 1000000 bytes"
                + " is kept)");
  }

  @Test
  void whatIsShortIsKeptAsItIs() {
    byte[] raw = "  ab  ".getBytes(UTF_8);
    DeadLetter letter =
        letters.ofInput("csv", NOW, "weight", "is wrong", 7L, ByteBuffer.wrap(raw, 2, 2));

    assertThat(letter.getReason()).isEqualTo("is wrong");
    assertThat(letter.getField()).isEqualTo("weight");
    assertThat(letter.getLine()).isEqualTo(7);
    assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap("ab".getBytes(UTF_8)));
    assertThat(DeadLetterFactory.key(letter)).isEqualTo("sink/csv");
  }

  @Test
  void missingKeysAndValuesStayMissing() {
    DeadLetter letter =
        letters.ofRecord(new ConsumerRecord<>("t", 1, 2, null, null), NOW, null, "is wrong");

    assertThat(letter.getKey()).isNull();
    assertThat(letter.getValue()).isNull();
    assertThat(letter.getOffset()).isEqualTo(2);
  }

  @Test
  void itsTimeIsOneThatItsTableCanHold() {
    assertThat(letters.ofResult("s", Instant.ofEpochMilli(Long.MAX_VALUE), null, "r"))
        .extracting(DeadLetter::getRefusedAt)
        .isEqualTo(Instant.parse("2299-12-31T23:59:59.999Z"));
    assertThat(letters.ofResult("s", Instant.ofEpochMilli(-1), null, "r").getRefusedAt())
        .isEqualTo(Instant.EPOCH);
  }

  private static int size(DeadLetter letter) {
    byte[] value =
        new RecordWriter<DeadLetter>(
                new byte[5], new SpecificDatumWriter<>(DeadLetter.getClassSchema()))
            .write(letter);
    return value.length + DeadLetterFactory.key(letter).getBytes(UTF_8).length;
  }
}
