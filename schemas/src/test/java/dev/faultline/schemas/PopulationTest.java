package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationTest {
  private static final Population SOLANA = new Population("solana", "consensus");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "solana/consensus",
        "solana/consensus/a",
        "solana/consensus/a/with/slashes",
        "~watermark/solana/consensus",
        "~tick/solana/consensus"
      })
  void isReadFromEveryKeyOfItsRecords(String key) {
    assertThat(Population.parse(key)).isEqualTo(SOLANA);
  }

  @Test
  void knowsItsWatermarks() {
    assertThat(Population.isWatermarkKey(SOLANA.watermarkKey())).isTrue();
    assertThat(SOLANA.watermarkKey()).isEqualTo("~watermark/solana/consensus");
    assertThat(Population.isWatermarkKey(SOLANA.nodeKey("~watermark"))).isFalse();
  }

  @Test
  void knowsTheWatermarksOfEarlierBuilds() {
    assertThat(Population.isWatermarkKey("~tick/solana/consensus")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "solana",
        "/consensus",
        "solana/",
        "solana//a",
        "~watermark/solana",
        "~tick/solana"
      })
  void refusesOtherKeys(String key) {
    assertThatThrownBy(() -> Population.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network/layer");
  }
}
