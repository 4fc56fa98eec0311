package dev.faultline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.faultline.service.kafka.KafkaConfiguration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry's client presents the login that it was given. */
class RegistryLoginTest {

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info, me:secret, Basic",
    "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token, secret, Bearer",
  })
  void theLoginIsPresented(
      String source, String kind, String property, String secret, String scheme) throws Exception {
    AtomicReference<String> presented = new AtomicReference<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          presented.set(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] none = "[]".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    KafkaConfiguration kafka =
        KafkaConfiguration.of(
            "unused:1",
            "http://127.0.0.1:" + server.getAddress().getPort(),
            Map.of(source, kind, property, secret));
    try (SchemaRegistryClient client =
        RegistryClients.open(kafka.registry(), Duration.ofSeconds(10))) {
      assertThat(client.getAllSubjects()).isEmpty();
    } finally {
      server.stop(0);
    }
    String expected =
        scheme.equals("Basic")
            ? Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
            : secret;
    assertThat(presented.get()).isEqualTo(scheme + " " + expected);
  }
}
