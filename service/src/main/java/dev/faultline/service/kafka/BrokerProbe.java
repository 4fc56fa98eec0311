package dev.faultline.service.kafka;

import dev.faultline.service.kafka.ProbeConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Looks whether Kafka is at an address before a client is started. A client takes whatever it is
 * sent for a length, so that an HTTP port has it allocate more than a gigabyte; and on a listener
 * that wants TLS or a login it tries for ever without a word.
 */
public final class BrokerProbe {

  private final KafkaConfiguration kafka;
  private final boolean tls;
  private final boolean login;

  private BrokerProbe(KafkaConfiguration kafka) {
    this.kafka = kafka;
    String protocol =
        kafka.setting("security.protocol").orElse("PLAINTEXT").toUpperCase(Locale.ROOT);
    this.tls = protocol.endsWith("SSL");
    this.login = protocol.startsWith("SASL_");
  }

  /**
   * Asks the addresses one after another until one is Kafka's. What cannot be reached is left to
   * the client, which waits for it. Takes a few seconds at most for an address that does not
   * answer.
   *
   * @throws NotKafkaException if none is Kafka's, and one is something else
   */
  public static void require(KafkaConfiguration kafka) {
    BrokerProbe probe = new BrokerProbe(kafka);
    Optional<String> wrong = Optional.empty();
    for (String address : kafka.bootstrapServers().split(",")) {
      Optional<String> found = probe.wrongAt(address.strip());
      if (found.isEmpty()) {
        return;
      }
      wrong = wrong.or(() -> found);
    }
    throw new NotKafkaException(wrong.orElseThrow());
  }

  /** What is wrong with an address; empty if nothing is, or if nobody can say. */
  private Optional<String> wrongAt(String text) {
    String host = Utils.getHost(text);
    Integer port = Utils.getPort(text);
    if (host == null || port == null || port < 1 || port > 0xFFFF) {
      return Optional.of("'" + text + "' is no address of a Kafka broker; give host:port");
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      return Optional.of("there is no host '" + host + "' (Kafka, " + text + ")");
    }
    try {
      return (tls ? throughTls(address) : inPlainText(address)).map(what -> text + " " + what);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> inPlainText(InetSocketAddress address) throws IOException {
    Answer answer;
    try (ProbeConnection connection = ProbeConnection.to(address)) {
      answer = connection.askVersions();
      if (answer == Answer.KAFKA) {
        // a listener with a login takes the question once; then it wants the login
        return login || connection.askVersions() != Answer.CLOSED
            ? Optional.empty()
            : Optional.of(
                "wants a login: set security.protocol to SASL_PLAINTEXT, sasl.mechanism and"
                    + " sasl.jaas.config in --kafka-config");
      }
    }
    if (answer == Answer.HTTP || speaksHttp(address)) {
      return Optional.of("speaks HTTP, not Kafka: is it the port of the registry or ClickHouse?");
    }
    if (answer == Answer.TLS || answer == Answer.CLOSED && speaksTls(address)) {
      return Optional.of("speaks TLS: set security.protocol to SSL or SASL_SSL in --kafka-config");
    }
    return answer == Answer.OTHER ? Optional.of("does not speak Kafka") : Optional.empty();
  }

  private Optional<String> throughTls(InetSocketAddress address) throws IOException {
    Answer answer;
    try (ProbeConnection connection = ProbeConnection.to(address)) {
      answer = connection.beginTls();
      if (answer == Answer.KAFKA) {
        return connection.askVersions() == Answer.HTTP
            ? Optional.of("speaks HTTPS, not Kafka")
            : Optional.empty();
      }
    }
    if (answer == Answer.NONE) {
      return Optional.empty();
    }
    if (speaksHttp(address)) {
      return Optional.of("speaks HTTP, not Kafka: is it the port of the registry or ClickHouse?");
    }
    try (ProbeConnection plain = ProbeConnection.to(address)) {
      return plain.askVersions() == Answer.KAFKA
          ? Optional.of(
              "speaks Kafka without TLS: set security.protocol to PLAINTEXT or SASL_PLAINTEXT in"
                  + " --kafka-config")
          : Optional.of("does not speak TLS");
    }
  }

  private static boolean speaksHttp(InetSocketAddress address) throws IOException {
    try (ProbeConnection connection = ProbeConnection.to(address)) {
      return connection.askPage() == Answer.HTTP;
    }
  }

  private static boolean speaksTls(InetSocketAddress address) throws IOException {
    try (ProbeConnection connection = ProbeConnection.to(address)) {
      return connection.beginTls() == Answer.KAFKA;
    }
  }
}
