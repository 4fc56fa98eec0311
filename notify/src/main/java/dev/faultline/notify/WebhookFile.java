package dev.faultline.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.faultline.schemas.AlertSeverity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The YAML file of webhooks. Addresses and tokens may be secrets, so they stand in environment
 * variables, or in the first line of files, which this one names.
 *
 * <pre>{@code
 * webhooks:
 *   - name: ops                       # required, unique
 *     format: alertmanager            # or slack
 *     url_env: OPS_WEBHOOK_URL        # or url_file; one is required
 *     token_env: OPS_WEBHOOK_TOKEN    # or token_file; sent as a bearer token
 *     severity: warning               # the least that is told; default: info
 * }</pre>
 */
public final class WebhookFile {

  private static final List<String> FIELDS =
      List.of("name", "format", "url_env", "url_file", "token_env", "token_file", "severity");

  private final Path file;
  private final Map<String, String> environment;

  private WebhookFile(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming webhook and field of the first mistake
   * @throws UncheckedIOException if it cannot be read
   */
  public static List<Webhook> read(Path file, Map<String, String> environment) {
    try (InputStream yaml = Files.newInputStream(file)) {
      return new WebhookFile(file, environment).webhooks(new YAMLMapper().readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + ": is no YAML: " + e.getOriginalMessage().replaceAll("\\s+", " "), e);
    } catch (IOException e) {
      throw new UncheckedIOException("there is no readable file of webhooks '" + file + "'", e);
    }
  }

  private List<Webhook> webhooks(JsonNode root) {
    JsonNode list = root.path("webhooks");
    if (!list.isArray() || list.isEmpty()) {
      throw wrong("the file names no webhook: it must hold a list 'webhooks'");
    }
    List<Webhook> webhooks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode entry : list) {
      Webhook webhook = webhook(entry, webhooks.size() + 1);
      if (!names.add(webhook.name())) {
        throw wrong("webhook '" + webhook.name() + "': a second one of this name");
      }
      webhooks.add(webhook);
    }
    return webhooks;
  }

  private Webhook webhook(JsonNode entry, int position) {
    String name = entry.path("name").asText("");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw wrong(
          "webhook " + position + ", field name: must be letters, digits and . _ -, at most 100");
    }
    String where = "webhook '" + name + "', field ";
    for (Iterator<String> keys = entry.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!FIELDS.contains(key)) {
        throw wrong(where + key + ": is not known; known are " + String.join(", ", FIELDS));
      }
    }
    return new Webhook(
        name,
        one(Webhook.Format.class, entry.path("format").asText("alertmanager"), where + "format"),
        url(secret(entry, "url", where), where + "url"),
        entry.has("token_env") || entry.has("token_file")
            ? Optional.of(secret(entry, "token", where))
            : Optional.empty(),
        one(AlertSeverity.class, entry.path("severity").asText("info"), where + "severity"));
  }

  private String secret(JsonNode entry, String field, String where) {
    String variable = field + "_env";
    String named = field + "_file";
    if (!entry.has(named)) {
      return variable(entry.path(variable).asText(""), where + variable);
    }
    if (entry.has(variable)) {
      throw wrong(where + named + ": give it or " + variable + ", not both");
    }
    String path = entry.get(named).asText();
    try (Stream<String> lines = Files.lines(Path.of(path))) {
      return lines.findFirst().map(String::strip).filter(line -> !line.isEmpty()).orElseThrow();
    } catch (IOException | RuntimeException e) {
      throw wrong(where + named + ": '" + path + "' must be a readable file that begins with it");
    }
  }

  private String variable(String name, String field) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw wrong(
          field + ": must name an environment variable that is set; '" + name + "' is not one");
    }
    return value.strip();
  }

  /** Never repeats the address. */
  private URI url(String text, String field) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // told below, without the address
    }
    throw wrong(field + ": what is named must hold an http or https address");
  }

  private <E extends Enum<E>> E one(Class<E> type, String text, String field) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      known.add(constant.name().toLowerCase(Locale.ROOT));
    }
    throw wrong(field + ": must be one of " + String.join(", ", known));
  }

  private IllegalArgumentException wrong(String reason) {
    return new IllegalArgumentException(file + ": " + reason);
  }
}
