package dev.faultline.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiHandlerTest {

  private static final int THREADS = 4;

  private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new ApiHandler(
            List.of(
                Route.get("/api/v1/now", List.of(), arguments -> answer()),
                Route.post("/api/v1/what-if", arguments -> answer())),
            new RateLimit(100, 100, Clock.systemUTC()),
            executor));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.stop();
    executor.shutdownNow();
  }

  @Test
  void slowBodiesHoldNoThreadAndEnd() throws Exception {
    for (int i = 0; i < 2 * THREADS; i++) {
      send("POST /api/v1/what-if HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n{");
    }

    assertThat(status(send("GET /api/v1/now HTTP/1.1\r\nHost: localhost\r\n\r\n"))).isEqualTo(200);
    assertThat(status(sockets.get(0))).isEqualTo(408);
  }

  @Test
  void takesABodyAndRefusesOneThatIsTooLarge() throws Exception {
    String head = "POST /api/v1/what-if HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";

    assertThat(status(send(head + "2\r\n\r\n{}"))).isEqualTo(200);
    assertThat(status(send(head + "70000\r\n\r\n" + "x".repeat(70_000)))).isEqualTo(413);
  }

  private static Answer answer() {
    return Answer.of(Map.of("answer", "yes"));
  }

  private Socket send(String request) throws Exception {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    sockets.add(socket);
    socket.setSoTimeout(15_000);
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return socket;
  }

  private static int status(Socket socket) throws Exception {
    String line = new String(socket.getInputStream().readNBytes(12), UTF_8);
    return Integer.parseInt(line.substring(9));
  }
}
