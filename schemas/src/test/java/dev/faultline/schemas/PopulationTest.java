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
        "~tick/solana/consensus"
      })
  void isReadFromEveryKeyOfItsRecords(String key) {
    assertThat(Population.parse(key)).isEqualTo(SOLANA);
  }

  @Test
  void knowsItsTicks() {
    assertThat(Population.isTickKey(SOLANA.tickKey())).isTrue();
    assertThat(Population.isTickKey(SOLANA.nodeKey("~tick"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "solana", "/consensus", "solana/", "solana//a", "~tick/solana"})
  void refusesOtherKeys(String key) {
    assertThatThrownBy(() -> Population.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("network/layer");
  }
}
