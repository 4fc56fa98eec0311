package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path parent;

  @Test
  void isMadeAndCanBeTakenAgainWhenItWasClosed() throws Exception {
    Path folder = parent.resolve("a/b");
    DataFolder.open(folder, Duration.ZERO).close();
    try (DataFolder again = DataFolder.open(folder, Duration.ZERO)) {
      assertThat(again.part("kafka")).isEqualTo(folder.resolve("kafka"));
    }
  }

  @Test
  void tellsWhoHasIt() throws Exception {
    try (DataFolder taken = DataFolder.open(parent, Duration.ZERO)) {
      assertThat(taken.part("x").getParent()).isEqualTo(parent);
      assertThatThrownBy(() -> DataFolder.open(parent, Duration.ZERO))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void saysWhenItCannotBeWritten() throws Exception {
    Path file = Files.createFile(parent.resolve("file"));
    assertThatThrownBy(() -> DataFolder.open(file, Duration.ZERO))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("is a file");
    assertThatThrownBy(() -> DataFolder.open(file.resolve("below"), Duration.ZERO))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("--data");
  }

  @Test
  void saysHowMuchSpaceIsMissing() {
    assertThatThrownBy(() -> DataFolder.checkSpace(parent, 100L << 20))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("100 MiB left")
        .hasMessageContaining("--data");
  }
}
