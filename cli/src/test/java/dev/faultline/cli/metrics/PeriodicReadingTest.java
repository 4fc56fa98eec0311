package dev.faultline.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be read is told no more. */
class PeriodicReadingTest {

  /** Knows something until its server is gone. */
  private static final class Server implements Reading {
    private volatile boolean isThere = true;
    private volatile Integer known;
    private volatile boolean isClosed;

    @Override
    public void read() throws IOException {
      if (!isThere) {
        throw new IOException("gone");
      }
      known = 1;
    }

    @Override
    public void forget() {
      known = null;
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  @Test
  void aServerThatIsGoneIsForgottenAndReadAgainWhenItIsBack() {
    Server gone = new Server();
    Server stays = new Server();
    try (PeriodicReading reading =
        PeriodicReading.start(Duration.ofMillis(5), List.of(gone, stays))) {
      assertThat(reading).isNotNull();
      await().until(() -> gone.known != null && stays.known != null);
      gone.isThere = false;
      await().until(() -> gone.known == null);
      assertThat(stays.known).isEqualTo(1);
      gone.isThere = true;
      await().until(() -> gone.known != null);
    }
    assertThat(gone.isClosed && stays.isClosed).isTrue();
  }
}
