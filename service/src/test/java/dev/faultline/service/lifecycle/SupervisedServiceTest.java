package dev.faultline.service.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.service.retry.Backoff;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisedServiceTest {

  private static final RestartPolicy TWICE =
      new RestartPolicy(
          2,
          Duration.ofMinutes(10),
          new Backoff(Duration.ofMillis(2), Duration.ofMillis(10)),
          Duration.ZERO);

  private final List<Part> made = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final AtomicBoolean canStart = new AtomicBoolean(true);
  private final SupervisedService service =
      new SupervisedService(
          "part",
          this::part,
          TWICE,
          reason -> reason instanceof IllegalArgumentException,
          events::add,
          Clock.systemUTC());

  /** A service that fails when it is told to. */
  private static final class Part implements Service {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final boolean canStart;
    private volatile boolean started;
    private volatile boolean closed;

    Part(boolean canStart) {
      this.canStart = canStart;
    }

    @Override
    public String name() {
      return "part";
    }

    @Override
    public void start() throws IOException {
      if (!canStart) {
        throw new IOException("the port is taken");
      }
      started = true;
    }

    @Override
    public CompletableFuture<Throwable> failure() {
      return failure;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private Service part() {
    Part part = new Part(canStart.get());
    made.add(part);
    return part;
  }

  private Part newest() {
    return made.get(made.size() - 1);
  }

  private void failNewest() {
    int before = made.size();
    newest().failure.complete(new IOException("gone"));
    await().until(() -> made.size() > before && service.problem().isEmpty());
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aServiceThatFailsIsClosedAndAnotherOneIsStarted() throws Exception {
    service.start();
    failNewest();

    assertThat(made).hasSize(2);
    assertThat(made.get(0).closed).isTrue();
    assertThat(made.get(1).started).isTrue();
    assertThat(service.failure()).isNotDone();
    assertThat(events)
        .satisfiesExactly(
            first -> assertThat(first).contains("part failed: gone", "1 of at most 2"),
            second -> assertThat(second).contains("part runs again"));
  }

  @Test
  void whoAsksNowAndThenSeesThatItFailed() throws Exception {
    try (SupervisedService settling =
        new SupervisedService(
            "part",
            this::part,
            new RestartPolicy(2, Duration.ofMinutes(10), TWICE.backoff(), Duration.ofMillis(300)),
            reason -> false,
            events::add,
            Clock.systemUTC())) {
      settling.start();
      assertThat(settling.problem()).isEmpty();
      newest().failure.complete(new IOException("gone"));

      await().until(() -> made.size() == 2 && made.get(1).started);
      assertThat(settling.problem()).isPresent();
      await().until(() -> settling.problem().isEmpty());
    }
  }

  @Test
  void whatFailsTooOftenIsGivenUpWithItsReason() throws Exception {
    service.start();
    failNewest();
    failNewest();
    newest().failure.complete(new IOException("gone for good"));

    await().until(service.failure()::isDone);
    assertThat(service.failure().join())
        .isInstanceOf(ServiceFailedException.class)
        .hasMessageContaining("2 within 10 minutes")
        .hasMessageContaining("gone for good");
    assertThat(made).hasSize(3).allMatch(part -> part.closed);
  }

  @Test
  void aNewStartThatFailsCountsToo() throws Exception {
    service.start();
    canStart.set(false);
    newest().failure.complete(new IOException("gone"));

    await().until(service.failure()::isDone);
    assertThat(service.failure().join()).hasMessageContaining("the port is taken");
    assertThat(made).hasSize(3).allMatch(part -> part.closed);
  }

  @Test
  void whatANewStartWouldNotMendIsGivenUpAtOnce() throws Exception {
    service.start();
    newest().failure.complete(new IllegalArgumentException("state of another build"));

    await().until(service.failure()::isDone);
    assertThat(service.failure().join()).hasMessage("state of another build");
    assertThat(made).hasSize(1);
  }

  @Test
  void whatCannotStartAtFirstIsClosedAndThrown() {
    canStart.set(false);

    assertThatThrownBy(service::start).hasMessage("the port is taken");
    assertThat(made).hasSize(1).allMatch(part -> part.closed);
    assertThat(service.failure()).isNotDone();
  }

  @Test
  void aClosedOneIsNotStartedAgain() throws Exception {
    service.start();
    service.close();
    newest().failure.complete(new IOException("gone"));

    assertThat(made).hasSize(1).allMatch(part -> part.closed);
    assertThat(service.failure()).isNotDone();
  }
}
