package dev.faultline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FormatPageTest {

  @Test
  void theCommittedPageIsThatOfTheCode() throws IOException {
    Path page = Path.of("../docs/formats.md");
    String text = FormatPage.text();
    if (!Files.isReadable(page) || !Files.readString(page).equals(text)) {
      Files.writeString(Path.of("target", "formats.md"), text);
    }

    assertThat(page)
        .as("if a format has changed, commit target/formats.md as docs/formats.md")
        .hasContent(text);
  }
}
