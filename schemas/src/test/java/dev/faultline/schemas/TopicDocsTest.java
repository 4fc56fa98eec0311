package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages that are made from the catalogue are as it is now. */
class TopicDocsTest {

  @Test
  void thePageOfTopics() throws IOException {
    assertCommitted("topics.md", TopicPage.text());
  }

  @Test
  void theAsyncApiFile() throws IOException {
    assertCommitted("asyncapi.yaml", AsyncApi.text());
  }

  private static void assertCommitted(String name, String text) throws IOException {
    Path committed = Path.of("..", "docs", name);
    boolean same = Files.exists(committed) && Files.readString(committed).equals(text);
    if (!same) {
      Files.writeString(Path.of("target", name), text);
    }

    assertThat(same)
        .as("docs/%s is not as the catalogue; copy schemas/target/%s", name, name)
        .isTrue();
  }
}
