package dev.faultline.service.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BrokerProbeTest {

  private final List<ServerSocket> servers = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
  }

  /** Answers every connection's first bytes with the same bytes, and closes it. */
  private int answering(byte[] bytes) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    servers.add(server);
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read(new byte[1024]);
                  socket.getOutputStream().write(bytes);
                } catch (IOException e) {
                  // the next one
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return server.getLocalPort();
  }

  private static KafkaConfiguration at(String addresses, Map<String, String> own) {
    return KafkaConfiguration.of(addresses, "http://unused", own);
  }

  private static void probe(int port) {
    BrokerProbe.require(at("127.0.0.1:" + port, Map.of()));
  }

  /** A client takes 'HTTP' for a length of 1.2 GB, and runs out of memory. */
  @Test
  void httpIsToldFromKafka() throws IOException {
    byte[] refusal = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    int port = answering(refusal);

    assertThatThrownBy(() -> probe(port))
        .isInstanceOf(NotKafkaException.class)
        .hasMessageContaining("127.0.0.1:" + port + " speaks HTTP, not Kafka");
  }

  /** Java's own server closes the connection on what is no request. */
  @Test
  void soIsAnHttpServerThatSaysNothing() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    try {
      assertThatThrownBy(() -> probe(server.getAddress().getPort()))
          .hasMessageContaining("speaks HTTP, not Kafka");
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "15030100020228, speaks TLS: set security.protocol to SSL",
    "5353482d322e30, does not speak Kafka",
    "ffffffff, does not speak Kafka",
    "0000000400000000, does not speak Kafka",
  })
  void otherAnswersAreTold(String bytes, String message) throws IOException {
    int port = answering(HexFormat.of().parseHex(bytes));

    assertThatThrownBy(() -> probe(port)).hasMessageContaining(message);
  }

  @Test
  void addressesThatAreNoneAreTold() {
    assertThatThrownBy(() -> BrokerProbe.require(at("localhost", Map.of())))
        .hasMessageContaining("'localhost' is no address of a Kafka broker; give host:port");
    assertThatThrownBy(() -> BrokerProbe.require(at("kafka.invalid:9092", Map.of())))
        .hasMessageContaining("there is no host 'kafka.invalid'");
  }

  @Test
  void plainTextBehindAProtocolWithTlsIsTold() throws IOException {
    int port = answering("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(
            () ->
                BrokerProbe.require(
                    at("127.0.0.1:" + port, Map.of("security.protocol", "SASL_SSL"))))
        .hasMessageContaining("speaks HTTP, not Kafka");
  }

  /** Whoever starts a service before its broker waits for it. */
  @Test
  void whatCannotBeReachedIsLeftToTheClient() throws IOException {
    ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    closed.close();

    assertThatCode(() -> probe(closed.getLocalPort())).doesNotThrowAnyException();
  }
}
