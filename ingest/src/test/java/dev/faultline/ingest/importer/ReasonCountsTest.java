package dev.faultline.ingest.importer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ingest.source.Refusal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonCountsTest {

  private final ReasonCounts counts = new ReasonCounts();

  private void add(String field, String reason) {
    counts.add(
        new Refusal(
            0,
            1,
            Optional.ofNullable(field),
            reason,
            ByteBuffer.allocate(0),
            Refusal.Extent.RECORD));
  }

  @Test
  void reasonsThatDifferInTheValueAloneAreOne() {
    add("ip", "10.0.0.1 is not a public address (10.0.0.0/8 is for private use)");
    add("ip", "10.0.0.2 is not a public address (10.0.0.0/8 is for private use)");
    add("country", "'XK' is not an ISO code");
    add(null, "is not Azure's feed, with the title 'Azure Status': this has 'X'");

    assertThat(counts.all())
        .containsExactly(
            org.assertj.core.api.Assertions.entry(
                "ip … is not a public address (… is for private use)", 2L),
            org.assertj.core.api.Assertions.entry("country … is not an ISO code", 1L),
            org.assertj.core.api.Assertions.entry(
                "is not Azure's feed, with the title …: this has …", 1L));
  }
}
