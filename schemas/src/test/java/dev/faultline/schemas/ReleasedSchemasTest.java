package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was ever released can still be read. A release adds a folder with the schemas as the
 * registry gets them; no file in an older folder is ever changed.
 */
class ReleasedSchemasTest {

  record Released(String version, Topic topic, Schema schema) {
    @Override
    public String toString() {
      return version + " " + topic;
    }
  }

  static List<Released> released() throws IOException, URISyntaxException {
    Path folder = Path.of(ReleasedSchemasTest.class.getResource("released").toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".avsc"))
          .map(ReleasedSchemasTest::read)
          .toList();
    }
  }

  private static Released read(Path file) {
    String topic = file.getFileName().toString().replace(".avsc", "");
    try {
      return new Released(
          file.getParent().getFileName().toString(),
          Topic.valueOf(topic),
          new Schema.Parser().parse(Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void canBeReadByThisBuild(Released old) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(old.topic().valueSchema(), old.schema());

    assertThat(pair.getType())
        .as(pair.getDescription())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void coverEveryTopic() throws Exception {
    assertThat(released()).extracting(Released::topic).contains(Topic.values());
  }
}
