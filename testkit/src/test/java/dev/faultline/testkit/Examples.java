package dev.faultline.testkit;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.TrustedRecords;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Records to send. */
final class Examples {

  private Examples() {}

  static DeadLetter deadLetter() {
    TrustedRecords.trust();
    return DeadLetter.newBuilder()
        .setStage("import")
        .setSource("solana-geo-csv")
        .setRefusedAt(Instant.parse("2025-10-20T00:57:00Z"))
        .setField("ip")
        .setReason("not an address")
        .setLine(12L)
        .setValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .build();
  }
}
