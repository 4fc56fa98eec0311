package dev.faultline.ingest.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.ingest.publish.RecordedPublications;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are idle or slow take nothing from those that have something to send. */
@Timeout(120)
class CrowdedGatewayTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final RecordedPublications publications = new RecordedPublications();
  private final List<Socket> crowd = new ArrayList<>();
  private final ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(GatewaySettings.local(0), publications);
  }

  @AfterEach
  void stop() throws IOException {
    dripping.shutdownNow();
    for (Socket socket : crowd) {
      socket.close();
    }
    gateway.close();
  }

  @Test
  void idleConnectionsMakeRoom() throws Exception {
    for (int i = 0; i < 1500; i++) {
      crowd.add(connect());
    }

    assertServed();
  }

  @Test
  void bodiesThatDripAreCutOff() throws Exception {
    for (int i = 0; i < 140; i++) {
      crowd.add(
          drip(
              "POST /v1/observations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n"));
    }

    assertServed();
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
    await().atMost(SOON).until(() -> crowd.stream().allMatch(CrowdedGatewayTest::isCut));
  }

  @Test
  void headsThatDripAreCutOff() throws Exception {
    for (int i = 0; i < 140; i++) {
      crowd.add(drip("POST /v1/observations HTTP/1.1\r\nHost: localhost\r\nX-Filler: "));
    }

    assertServed();
    await().atMost(SOON).until(() -> crowd.stream().allMatch(CrowdedGatewayTest::isCut));
  }

  private void assertServed() {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> gateway.get("/health/live").statusCode() == 200);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> gateway.post("/v1/observations", RunningGateway.GOOD).statusCode() == 202);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(1);
    return socket;
  }

  /** Begins a request, and sends a byte of the rest now and then. */
  private Socket drip(String begin) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
    var unused =
        dripping.scheduleWithFixedDelay(
            () -> {
              try {
                socket.getOutputStream().write('x');
              } catch (IOException e) {
                throw new IllegalStateException("cut off", e);
              }
            },
            100,
            100,
            TimeUnit.MILLISECONDS);
    return socket;
  }

  private static boolean isCut(Socket socket) {
    try {
      socket.getInputStream().skip(Long.MAX_VALUE);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
