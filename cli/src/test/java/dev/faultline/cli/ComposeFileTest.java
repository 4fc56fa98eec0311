package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The compose files as docker-compose itself resolves them. The Compose specification's schema
 * comes with docker-compose, which checks the file against it.
 */
class ComposeFileTest {

  private static final Path ROOT = Path.of("..");
  private static final String ONE = "docker-compose.yml";
  private static final String CLUSTER = "docker-compose.cluster.yml";
  private static final Set<String> ENDS_BY_ITSELF = Set.of("migrate", "cli");

  @ParameterizedTest
  @ValueSource(strings = {ONE, CLUSTER})
  void everyServiceIsLimitedConfinedWatchedAndPinned(String file) throws Exception {
    JsonNode services = resolved(file).path("services");
    assertThat(services.size()).isGreaterThan(9);
    services
        .properties()
        .forEach(
            service -> {
              String name = service.getKey();
              JsonNode settings = service.getValue();
              assertThat(settings.has("mem_limit")).as(name + " is limited").isTrue();
              assertThat(settings.path("read_only").asBoolean()).as(name).isTrue();
              assertThat(settings.path("cap_drop").toString()).as(name).contains("ALL");
              assertThat(settings.path("security_opt").toString())
                  .as(name)
                  .contains("no-new-privileges");
              assertThat(settings.has("healthcheck"))
                  .as(name + " has a health check")
                  .isEqualTo(!ENDS_BY_ITSELF.contains(name));
              assertThat(settings.path("image").asText())
                  .as(name + " is pinned, or built here")
                  .matches("faultline(-snapshots)?|[a-z/-]+:v?[0-9]+\\.[0-9.]+");
              settings
                  .path("ports")
                  .forEach(port -> assertThat(port.toString()).contains("127.0.0.1"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {ONE, CLUSTER})
  void secretsAreFilesAlone(String file) throws Exception {
    JsonNode compose = resolved(file);
    compose
        .path("secrets")
        .forEach(secret -> assertThat(secret.has("file")).as(secret.toString()).isTrue());
    for (JsonNode service : compose.path("services")) {
      for (Map.Entry<String, JsonNode> variable : service.path("environment").properties()) {
        if (variable.getKey().matches(".*(PASSWORD|TOKEN|SECRET).*")) {
          assertThat(variable.getValue().asText())
              .as(variable.getKey())
              .startsWith("/run/secrets/");
        }
      }
    }
  }

  @Test
  void prometheusAsksEveryServiceOfOurs() throws Exception {
    String scrape = Files.readString(ROOT.resolve("ops/prometheus/prometheus.yml"));
    resolved(ONE)
        .path("services")
        .properties()
        .forEach(
            service -> {
              if (service.getValue().path("image").asText().startsWith("faultline")
                  && !ENDS_BY_ITSELF.contains(service.getKey())) {
                String health = service.getValue().path("healthcheck").path("test").toString();
                String port = health.replaceAll(".*127\\.0\\.0\\.1:(\\d+)/.*", "$1");
                String name = service.getKey();
                // a service that may be absent is found by its name
                String target =
                    service.getValue().has("profiles")
                        ? "names: [%s]\n        type: A\n        port: %s".formatted(name, port)
                        : name + ":" + port;
                assertThat(scrape).contains(target);
              }
            });
  }

  @Test
  void bothFilesHaveTheSameImages() throws Exception {
    assertThat(images(CLUSTER)).isSubsetOf(images(ONE));
  }

  private static Set<String> images(String file) throws Exception {
    return resolved(file).path("services").properties().stream()
        .map(service -> service.getValue().path("image").asText())
        .collect(Collectors.toSet());
  }

  private static JsonNode resolved(String file) throws IOException, InterruptedException {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker-compose")));
    assumeThat(isThere).as("docker-compose is not installed: its file is not checked").isTrue();
    Process process =
        new ProcessBuilder("docker-compose", "-f", file, "--profile", "*", "config")
            .directory(ROOT.toFile())
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String problems = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(problems).isZero();
    return new ObjectMapper(new YAMLFactory()).readTree(text);
  }
}
