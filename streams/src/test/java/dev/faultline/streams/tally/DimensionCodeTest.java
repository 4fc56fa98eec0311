package dev.faultline.streams.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Dimension;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DimensionCodeTest {

  /** State that was written under these is read by them: they never change. */
  @Test
  void codesStayAsTheyWereWritten() {
    assertThat(Arrays.stream(Dimension.values()).map(d -> d + "=" + DimensionCode.of(d)))
        .containsExactlyInAnyOrder(
            "NODE=0",
            "PROVIDER=1",
            "REGION=2",
            "ASN=3",
            "COUNTRY=4",
            "OPERATOR=5",
            "CLIENT=6",
            "HOSTING=7",
            "SITE=9");
    assertThat(Tallies.STATUS).isEqualTo(8);
    assertThat(JointKey.CODE).isEqualTo(10);
    assertThat(Arrays.stream(Dimension.values()).mapToInt(DimensionCode::of))
        .allMatch(code -> code < DimensionCode.SIZE);
  }
}
