package dev.faultline.local.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfluentPathsTest {

  @ParameterizedTest
  @CsvSource({
    "/subjects, /apis/ccompat/v7/subjects",
    "/subjects/a%2Fb-value/versions/latest?deleted=true,"
        + " /apis/ccompat/v7/subjects/a%2Fb-value/versions/latest?deleted=true",
    "/apis/ccompat/v7/config, /apis/ccompat/v7/config",
    "/health/ready, /health/ready"
  })
  void passesConfluentsPathsOn(String path, String target) {
    assertThat(ConfluentPaths.target(1234, URI.create(path)))
        .isEqualTo(URI.create("http://127.0.0.1:1234" + target));
  }

  @Test
  void slowSendersKeepNobodyElseFromAnAnswer() throws Exception {
    HttpServer server =
        ConfluentPaths.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> 0);
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        slow.add(sendOneByte(server.getAddress()));
      }

      assertThat(status(server.getAddress())).isEqualTo(503);
      Socket first = slow.get(0);
      first.setSoTimeout(20_000);
      assertThat(first.getInputStream().read()).as("closed by the server").isEqualTo(-1);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      server.stop(0);
    }
  }

  private static Socket sendOneByte(InetSocketAddress address) throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    socket.getOutputStream().write('G');
    return socket;
  }

  private static int status(InetSocketAddress address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.getPort() + "/subjects"))
            .timeout(Duration.ofSeconds(3))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
