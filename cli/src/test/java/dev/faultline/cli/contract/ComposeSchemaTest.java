package dev.faultline.cli.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every compose file here against the schema of the Compose specification
 * (https://github.com/compose-spec/compose-spec, Apache-2.0, commit 170098ba07d9 of 2026-06-23),
 * needing neither an engine nor docker-compose.
 */
class ComposeSchemaTest {

  private static final String SOURCE =
      "https://raw.githubusercontent.com/compose-spec/compose-spec/170098ba07d9/schema/compose-spec.json";
  private static final Path ROOT = Path.of("..");
  private static final YAMLMapper JSON = new YAMLMapper();

  private final Schema schema = schema();

  @Test
  void everyComposeFileIsOne() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(ROOT)) {
      files = all.filter(ComposeSchemaTest::isComposeFile).sorted().toList();
    }
    assertThat(files).contains(ROOT.resolve("docker-compose.yml"));
    for (Path file : files) {
      assertThat(problems(read(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void aMistakeIsFound() throws Exception {
    JsonNode compose = read(ROOT.resolve("docker-compose.yml"));
    ((ObjectNode) compose.at("/services/kafka")).put("memory_limit", "1g");
    assertThat(problems(compose))
        .anySatisfy(problem -> assertThat(problem).contains("memory_limit"));

    JsonNode health = read(ROOT.resolve("docker-compose.yml"));
    ((ObjectNode) health.at("/services/sink/healthcheck")).put("test", 5);
    assertThat(problems(health)).anySatisfy(problem -> assertThat(problem).contains("healthcheck"));
  }

  private static boolean isComposeFile(Path file) {
    return file.getFileName().toString().matches("(docker-)?compose.*\\.ya?ml");
  }

  private List<String> problems(JsonNode compose) {
    return schema.validate(compose).stream().map(Error::toString).toList();
  }

  /** With its merge keys resolved, which Jackson leaves alone. */
  private static JsonNode read(Path file) throws IOException {
    Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    return JSON.valueToTree(tree);
  }

  private static Schema schema() {
    try (InputStream in = ComposeSchemaTest.class.getResourceAsStream("compose-spec.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(SchemaLocation.of(SOURCE), Objects.requireNonNull(in), InputFormat.JSON);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
