package dev.faultline.service.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** An operator's own settings of Kafka's clients: from a file, and from the environment over it. */
public final class OperatorSettings {

  private static final String VARIABLE_PREFIX = "KAFKA_";

  private OperatorSettings() {}

  /**
   * Reads both. {@code KAFKA_SASL_MECHANISM} is {@code sasl.mechanism}; variables that stand for no
   * setting of Kafka's are somebody else's ({@code KAFKA_HEAP_OPTS}, and what Kubernetes sets).
   *
   * @param file a Java properties file, as Kafka's own tools take
   * @param environment all variables
   * @param more names of settings besides those of producers, consumers and admin clients
   * @throws IllegalArgumentException if the file cannot be read; says why
   */
  public static Map<String, String> read(
      Optional<Path> file, Map<String, String> environment, Set<String> more) {
    Map<String, String> settings = new HashMap<>();
    file.ifPresent(path -> settings.putAll(fromFile(path)));
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(VARIABLE_PREFIX)) {
            String name =
                variable
                    .substring(VARIABLE_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            if (isSetting(name, more)) {
              settings.put(name, value);
            }
          }
        });
    return Collections.unmodifiableMap(settings);
  }

  private static boolean isSetting(String name, Set<String> more) {
    return KafkaConfiguration.isOfRegistry(name)
        || more.contains(name)
        || Stream.of(ClientKind.values())
            .anyMatch(
                kind ->
                    kind.knows(name)
                        || (name.startsWith(kind.prefix())
                            && kind.knows(name.substring(kind.prefix().length()))));
  }

  private static Map<String, String> fromFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "'" + file + "' is a folder; --kafka-config takes a file of properties");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Files.exists(file)
              ? "'%s' cannot be read as a file of properties (%s)".formatted(file, e.getMessage())
              : "There is no file '%s'.".formatted(file),
          e);
    }
    Map<String, String> settings = new HashMap<>();
    // trailing blanks are never meant
    properties.forEach((name, value) -> settings.put((String) name, ((String) value).strip()));
    return settings;
  }
}
