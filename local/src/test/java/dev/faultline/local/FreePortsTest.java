package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

  private static final int MANY = 300;

  @Test
  void liesBelowThePortsOfOutgoingConnectionsAndIsGivenOnce() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      given.add(FreePorts.one());
    }

    assertThat(given)
        .hasSize(MANY)
        .allMatch(port -> port >= FreePorts.FIRST && port < FreePorts.END);
  }

  @Test
  void anOffsetMovesEveryPortToOneThatIsFree() throws Exception {
    int[] usual = {9092, 8081, 8123};
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < MANY / usual.length; i++) {
      int offset = FreePorts.offsetOf(usual);
      for (int port : usual) {
        given.add(port + offset);
        try (ServerSocket socket =
            new ServerSocket(port + offset, 1, InetAddress.getLoopbackAddress())) {
          assertThat(socket.getLocalPort()).isBetween(FreePorts.FIRST, FreePorts.END - 1);
        }
      }
    }

    assertThat(given).as("none twice").hasSize(MANY);
  }
}
