package dev.faultline.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsServerTest {

  @Test
  void aHeadThatDripsLosesItsConnection() throws Exception {
    try (OperationsServer server =
            OperationsServer.start(
                0, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), List::of);
        Socket slow = new Socket("127.0.0.1", server.port())) {
      slow.getOutputStream().write("GET /health/live HTTP/1.1\r\nX-".getBytes(UTF_8));
      slow.setSoTimeout(15_000);

      assertThat(slow.getInputStream().read()).as("closed by the server").isEqualTo(-1);
    }
  }
}
