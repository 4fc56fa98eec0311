package dev.faultline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every schema that a topic ever had, between releases too, as the registry got it: {@code
 * versions/TOPIC/v1.avsc} and so on. A change of a schema adds a file; no file is ever changed.
 */
class SchemaVersionsTest {

  private static final Path NEW = Path.of("target", "new-schema-versions");

  @ParameterizedTest
  @EnumSource
  void theLastVersionIsTheSchemaOfThisBuild(Topic topic) throws Exception {
    List<Schema> versions = versions(topic);
    Schema current = RegistrySerdes.plain(topic.valueSchema());
    boolean same = !versions.isEmpty() && versions.get(versions.size() - 1).equals(current);
    Path proposal = NEW.resolve(topic + "/v" + (versions.size() + 1) + ".avsc");
    if (!same) {
      Files.createDirectories(proposal.getParent());
      Files.writeString(proposal, current.toString(true) + "\n");
    }

    assertThat(same)
        .as("if the schema of %s is meant to change, commit %s as a new version", topic, proposal)
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void eachVersionReadsAllThatCameBefore(Topic topic) throws Exception {
    List<Schema> versions = versions(topic);
    for (int reader = 0; reader < versions.size(); reader++) {
      for (int writer = 0; writer <= reader; writer++) {
        SchemaPairCompatibility pair =
            SchemaCompatibility.checkReaderWriterCompatibility(
                versions.get(reader), versions.get(writer));
        assertThat(pair.getType())
            .as("v%d reads v%d: %s", reader + 1, writer + 1, pair.getDescription())
            .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
      }
    }
  }

  private static List<Schema> versions(Topic topic) throws IOException, URISyntaxException {
    Path folder =
        Path.of(SchemaVersionsTest.class.getResource("versions").toURI()).resolve(topic.name());
    List<Schema> versions = new ArrayList<>();
    Path file = folder.resolve("v1.avsc");
    while (Files.exists(file)) {
      versions.add(new Schema.Parser().parse(Files.readString(file)));
      file = folder.resolve("v" + (versions.size() + 1) + ".avsc");
    }
    return versions;
  }
}
