package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static final Settings USUAL = Settings.in(Path.of("data"));

  @Test
  void movesEveryPort() {
    assertThat(USUAL.withPortOffset(20_000))
        .isEqualTo(new Settings(Path.of("data"), 29_092, 28_081, 28_123, false));
  }

  @Test
  void refusesPortsThatDoNotExist() {
    assertThatThrownBy(() -> USUAL.withPortOffset(60_000))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("--port-offset");
  }
}
