package dev.faultline.sql.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SameValueTest {

  @Test
  void integersAreEqualToTheLastDigitWhateverTheirType() {
    assertThat(SameValue.of(new BigInteger("9007199254740993"), 9_007_199_254_740_993L)).isTrue();
    assertThat(SameValue.of(9_007_199_254_740_992L, new BigInteger("9007199254740993"))).isFalse();
  }

  @Test
  void fractionsMayDifferInTheirLastDigits() {
    assertThat(SameValue.of(0.1 + 0.2, 0.3)).isTrue();
    assertThat(SameValue.of(0.3, 0.300000001)).isFalse();
    assertThat(SameValue.of(1e6, 1e6 + 1e-6)).isTrue();
    assertThat(SameValue.of(0.0, 0)).isTrue();
    assertThat(SameValue.of(Double.NaN, 0.0)).isFalse();
  }

  @Test
  void nullIsOnlyNull() {
    assertThat(SameValue.of(null, null)).isTrue();
    assertThat(SameValue.of(null, 0.0)).isFalse();
    assertThat(SameValue.of(0, null)).isFalse();
  }

  @Test
  void mapsHaveTheSameNamesAndValues() {
    assertThat(SameValue.of(Map.of("asn", 0.1 + 0.2), Map.of("asn", 0.3))).isTrue();
    assertThat(SameValue.of(Map.of("asn", 1L), Map.of("asn", 2L))).isFalse();
    assertThat(SameValue.of(Map.of("asn", 1L), Map.of("asn", 1L, "node", 1L))).isFalse();
  }

  @Test
  void aBoundIsNotPassed() {
    assertThat(SameValue.atMost(2L, BigInteger.TWO)).isTrue();
    assertThat(SameValue.atMost(3L, BigInteger.TWO)).isFalse();
    assertThat(SameValue.atMost(null, 1L)).isFalse();
  }
}
