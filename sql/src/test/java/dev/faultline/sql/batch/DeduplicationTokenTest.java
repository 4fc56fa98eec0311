package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeduplicationTokenTest {

  @Test
  void namesTheContentWithBothOffsetsInclusive() {
    DeduplicationToken token =
        new DeduplicationToken(
            "observations", "1.ab", 2, "faultline.observations.v1", 3, new OffsetRange(100, 200));

    assertThat(token.text()).isEqualTo("observations/1.ab/2/faultline.observations.v1/3/100-199");
  }
}
