package dev.faultline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.wire.RegistryUnavailableException;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.net.ConnectException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RegistryFailureTest {

  private static final String URL = "http://registry:8081";

  private static RestClientException answer(int status, int code, String message) {
    return new RestClientException(message, status, code);
  }

  private static String text(Throwable failure) {
    return RegistryFailure.text(failure, URL).orElse("not the registry");
  }

  @Test
  void whatTheRegistryAnswersIsNotBlamedOnKafka() {
    assertThat(text(new AuthenticationException("no", answer(401, 40101, "Unauthorized"))))
        .startsWith("the schema registry at http://registry:8081 refuses us (HTTP 401)")
        .contains("--registry-user");
    assertThat(text(new TimeoutException("no", answer(503, 50301, "busy"))))
        .contains("does not work: it answers HTTP 503 (busy");
    assertThat(text(new SerializationException("no", answer(404, 40401, "no subject"))))
        .contains("has no schema for these records", "faultline migrate");
    assertThat(text(answer(404, 404, "<html>\n<body>not here</body>\n</html>")))
        .contains("answers HTTP 404", "is it a schema registry?")
        .doesNotContain("body");
  }

  @Test
  void oneThatIsNotThereIsTold() {
    assertThat(text(new SerializationException("no", new ConnectException("refused"))))
        .contains("does not answer (refused)", "--registry-url");
    assertThat(
            text(
                new SerializationException(
                    new RegistryUnavailableException("away", new ConnectException("refused")))))
        .contains("does not answer (refused)");
  }

  @Test
  void failuresOfKafkaAreNone() {
    assertThat(RegistryFailure.text(new TimeoutException("no"), URL)).isEmpty();
    assertThat(RegistryFailure.text(new SaslAuthenticationException("no"), URL)).isEmpty();
  }
}
