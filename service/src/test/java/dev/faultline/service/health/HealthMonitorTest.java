package dev.faultline.service.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HealthMonitor monitor =
      new HealthMonitor(
          Duration.ofMillis(5), Duration.ofMillis(100), events::add, Clock.systemUTC());
  private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());
  private final CountDownLatch hang = new CountDownLatch(1);

  @AfterEach
  void close() {
    hang.countDown();
    monitor.close();
  }

  @Test
  void nothingIsReadyBeforeItWasAsked() {
    monitor.watch("sink", problem::get);

    assertThat(monitor.isReady()).isFalse();
    assertThat(monitor.report().get(0).problem()).contains("has not answered yet");
  }

  @Test
  void aPartThatFailsIsRedAndGreenAgainByItselfAndBothAreTold() {
    monitor.watch("sink", problem::get).start();
    await().until(monitor::isReady);

    problem.set(Optional.of("ClickHouse is away"));
    await().until(() -> !monitor.isReady());
    assertThat(monitor.report().get(0).problem()).contains("ClickHouse is away");

    problem.set(Optional.empty());
    await().until(monitor::isReady);
    await()
        .untilAsserted(
            () ->
                assertThat(events)
                    .containsExactly("not ready: sink: ClickHouse is away", "sink is ready again"));
  }

  @Test
  void aQuestionThatThrowsIsAProblem() {
    monitor
        .watch(
            "registry",
            () -> {
              throw new IllegalStateException("connection refused");
            })
        .start();

    await()
        .untilAsserted(
            () -> assertThat(monitor.report().get(0).problem()).contains("connection refused"));
  }

  @Test
  void aPartThatHangsIsRedAndHoldsUpNoOther() {
    monitor
        .watch(
            "hanging",
            () -> {
              hang.await();
              return Optional.empty();
            })
        .watch("sink", problem::get)
        .start();

    await().until(() -> monitor.report().get(1).isUp());
    await().untilAsserted(() -> assertThat(monitor.report().get(0).isUp()).isFalse());
  }

  @Test
  void aPartThatWorkedAndThenHangsIsRed() {
    CountDownLatch answered = new CountDownLatch(3);
    monitor
        .watch(
            "engine",
            () -> {
              answered.countDown();
              if (answered.getCount() == 0) {
                hang.await();
              }
              return Optional.empty();
            })
        .start();

    await()
        .untilAsserted(
            () ->
                assertThat(monitor.report().get(0).problem())
                    .hasValueSatisfying(why -> assertThat(why).contains("does not answer")));
  }

  @Test
  void aPartThatIsNotUpLongAfterItsStartIsToldOfOnce() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH.plusSeconds(1));
    AtomicLong asked = new AtomicLong();
    problem.set(Optional.of("connection refused"));
    try (HealthMonitor starting =
        new HealthMonitor(
            Duration.ofMillis(5), Duration.ofMillis(100), events::add, new SetClock(now))) {
      starting
          .watch(
              "sink",
              () -> {
                asked.incrementAndGet();
                return problem.get();
              })
          .start();
      await().until(() -> asked.get() > 2);
      assertThat(events).isEmpty();

      now.set(now.get().plusSeconds(20));
      long before = asked.get();
      await().until(() -> asked.get() > before + 3);
      assertThat(events).containsExactly("not ready: sink: connection refused");

      problem.set(Optional.empty());
      await().until(() -> events.size() > 1);
      assertThat(events).element(1).isEqualTo("sink is ready");
    }
  }

  private static final class SetClock extends Clock {
    private final AtomicReference<Instant> now;

    SetClock(AtomicReference<Instant> now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
