package dev.faultline.service.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

  private final List<Duration> slept = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Retry retry = Retry.forever(BACKOFF, slept::add, new Telling());
  private int attempts;

  /** Writes down what it is told. */
  private final class Telling implements RetryListener {
    @Override
    public void waiting(String what, int failures, Duration delay, Throwable cause) {
      told.add(what + " " + failures + " " + cause.getMessage());
    }

    @Override
    public void recovered(String what) {
      told.add(what + " recovered");
    }
  }

  private String failing(int times) throws IOException {
    attempts++;
    if (attempts <= times) {
      throw new IOException("no " + attempts);
    }
    return "yes";
  }

  @Test
  void triesUntilItSucceedsAndSaysSo() throws Exception {
    assertThat(retry.call("ask", () -> failing(2), e -> true)).isEqualTo("yes");

    assertThat(told).containsExactly("ask 1 no 1", "ask 2 no 2", "ask recovered");
  }

  @Test
  void aFirstSuccessIsNotWorthAWord() throws Exception {
    retry.call("ask", () -> failing(0), e -> true);

    assertThat(told).isEmpty();
    assertThat(slept).isEmpty();
  }

  @Test
  void delaysDoubleUpToTheLongestAndAreNotAllAlike() throws Exception {
    retry.call("ask", () -> failing(40), e -> true);

    assertThat(slept).hasSize(40);
    for (int i = 0; i < slept.size(); i++) {
      double middle = Math.min(100 * Math.pow(2, i), 10_000 / 1.5);
      assertThat((double) slept.get(i).toMillis()).isBetween(middle * 0.49, middle * 1.51);
    }
    assertThat(slept.subList(20, 40).stream().distinct().count()).isGreaterThan(1);
  }

  @Test
  void whatDoesNotPassIsThrownAtOnce() {
    assertThatThrownBy(
            () ->
                retry.call(
                    "ask",
                    () -> {
                      throw new FileNotFoundException("gone");
                    },
                    e -> !(e instanceof FileNotFoundException)))
        .isInstanceOf(FileNotFoundException.class);
    assertThat(slept).isEmpty();
  }

  @Test
  void givesUpWhenItIsTold() {
    assertThatThrownBy(
            () ->
                retry
                    .atMost(Duration.ofSeconds(60))
                    .call("ask", () -> failing(1_000_000), e -> true))
        .isInstanceOf(IOException.class);
    assertThat(slept.stream().mapToLong(Duration::toMillis).sum()).isBetween(40_000L, 60_000L);
  }

  @Test
  void closingEndsTheWait() {
    CountDownLatch closing = new CountDownLatch(1);
    closing.countDown();
    Retry stopping = Retry.forever(BACKOFF, Sleeper.until(closing), new Telling());

    assertThatThrownBy(() -> stopping.call("ask", () -> failing(10), e -> true))
        .isInstanceOf(InterruptedException.class);
    assertThat(attempts).isEqualTo(1);
  }
}
