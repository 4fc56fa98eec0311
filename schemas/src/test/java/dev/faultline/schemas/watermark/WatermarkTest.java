package dev.faultline.schemas.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.Population;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WatermarkTest {

  private static final Population SOLANA = new Population("solana", "consensus");
  private static final Instant T = Instant.parse("2025-10-20T00:57:00Z");

  private static Watermark read(ProducerRecord<String, byte[]> record) {
    return Watermark.read(record.key(), record.timestamp(), record.headers());
  }

  @Test
  void isReadBackAsItWasWritten() {
    Watermark watermark = Watermark.of(SOLANA, T, "gateway/main");
    assertThat(read(watermark.toRecord(2))).isEqualTo(watermark);
    Watermark last = watermark.asClosing().behindIncidents(17);
    assertThat(read(last.toRecord(0))).isEqualTo(last);
    assertThat(last.toRecord(3).partition()).isEqualTo(3);
  }

  @Test
  void oneWithoutHeadersIsThatOfAnUnnamedPublisher() {
    Watermark watermark =
        Watermark.read("~watermark/solana/consensus", T.toEpochMilli(), new RecordHeaders());
    assertThat(watermark).isEqualTo(Watermark.of(SOLANA, T, Watermark.UNNAMED));
    assertThat(watermark.closing()).isFalse();
  }

  @Test
  void thoseOfEarlierBuildsCountByTheirGreatest() {
    Watermark watermark =
        Watermark.read("~tick/solana/consensus", T.toEpochMilli(), new RecordHeaders());
    assertThat(watermark.closing()).isTrue();
    assertThat(watermark.publisher()).isEqualTo(Watermark.UNNAMED);
  }

  @Test
  void whatIsNoOffsetIsNone() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("incidents", new byte[] {1, 2});
    headers.add("publisher", "poll/aws".getBytes(StandardCharsets.UTF_8));
    Watermark watermark = Watermark.read(SOLANA.watermarkKey(), T.toEpochMilli(), headers);
    assertThat(watermark.incidentsThrough()).isEqualTo(OptionalLong.empty());
    assertThat(watermark.publisher()).isEqualTo("poll/aws");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> Watermark.of(SOLANA, T, "é".repeat(200)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("256 bytes");
  }
}
