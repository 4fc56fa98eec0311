package dev.faultline.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.AlertSeverity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookFileTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("ADDRESS", " https://hooks.example.org/secret ", "TOKEN", "t", "WRONG", "file:/etc");

  @TempDir private Path folder;

  @Test
  void addressesAndTokensAreOfVariables() throws Exception {
    Webhook webhook = one("url_env: ADDRESS", "token_env: TOKEN", "severity: warning");
    assertThat(webhook.url()).isEqualTo(URI.create("https://hooks.example.org/secret"));
    assertThat(webhook.token()).contains("t");
    assertThat(webhook.least()).isEqualTo(AlertSeverity.WARNING);
    assertThat(webhook.format()).isEqualTo(Webhook.Format.ALERTMANAGER);
    assertThat(webhook.toString()).isEqualTo("webhook ops");
  }

  @Test
  void orOfTheFirstLinesOfFiles() throws Exception {
    Path address = Files.writeString(folder.resolve("url"), "https://hooks.example.org/x\nmore\n");
    Path token = Files.writeString(folder.resolve("token"), "abc");
    Webhook webhook = one("url_file: " + address, "token_file: " + token, "format: slack");
    assertThat(webhook.url()).isEqualTo(URI.create("https://hooks.example.org/x"));
    assertThat(webhook.token()).contains("abc");
  }

  @Test
  void mistakesAreNamedWithoutTheSecret() throws Exception {
    refused("field url_env: must name an environment variable that is set", "severity: info");
    refused("field url_env: must name", "url_env: NONE");
    refused("field url: what is named must hold an http or https address", "url_env: WRONG");
    refused("must be a readable file that begins with it", "url_file: " + folder.resolve("none"));
    Path empty = Files.writeString(folder.resolve("empty"), "\nhttps://late.example.org\n");
    refused("must be a readable file that begins with it", "url_file: " + empty);
    refused("give it or url_env, not both", "url_file: " + empty, "url_env: ADDRESS");
    refused("field token_env: must name", "url_env: ADDRESS", "token_env: NONE");
    refused("field colour: is not known", "url_env: ADDRESS", "colour: red");
  }

  private void refused(String reason, String... fields) {
    assertThatThrownBy(() -> one(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("webhook 'ops'")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hooks.example.org");
  }

  private Webhook one(String... fields) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("webhooks.yaml"),
            "webhooks:\n  - name: ops\n    " + String.join("\n    ", fields) + "\n");
    List<Webhook> webhooks = WebhookFile.read(file, ENVIRONMENT);
    assertThat(webhooks).hasSize(1);
    return webhooks.get(0);
  }
}
