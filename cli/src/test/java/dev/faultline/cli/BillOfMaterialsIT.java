package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the distribution says that it is made of. */
class BillOfMaterialsIT {

  private static final Path DISTRIBUTION = Path.of("target", "faultline");

  @Test
  void everyJarOfOthersIsListed() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode component : components("faultline.cdx.json")) {
      listed.add(component.path("name").asText() + "-" + component.path("version").asText());
    }
    assertThat(listed)
        .anyMatch(name -> name.startsWith("kafka-clients-"))
        .anyMatch(name -> name.startsWith("clickhouse-jdbc-"));

    try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
      Set<String> shipped =
          jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
              // the list is of this one
              .filter(jar -> !jar.startsWith("cli-"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(shipped)
          .allSatisfy(jar -> assertThat(listed).anyMatch(name -> jar.startsWith(name)));
    }
  }

  @Test
  void packagesOfThePageAreListed() throws IOException {
    assertThat(components("page.cdx.json"))
        .extracting(component -> component.path("name").asText())
        .contains("preact", "uplot", "d3-geo");
  }

  private static JsonNode components(String file) throws IOException {
    JsonNode bom = new ObjectMapper().readTree(DISTRIBUTION.resolve("sbom").resolve(file).toFile());
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    return bom.path("components");
  }
}
