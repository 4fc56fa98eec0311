package dev.faultline.local;

import dev.faultline.service.lifecycle.RestartPolicy;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.service.lifecycle.SupervisedService;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A child process that is started again when it ends or hangs, and that says how it is. */
final class SupervisedChild implements Service {

  /** Long enough for a child of a busy machine, short enough to be back within a minute. */
  private static final Duration HUNG_AFTER = Duration.ofSeconds(15);

  private final SupervisedService supervised;
  private volatile ChildService newest;

  /**
   * @param question a URL that it answers with status 200 only if it works
   * @param events is told of each failure and each new start
   */
  SupervisedChild(String name, String question, ChildService.Start start, Consumer<String> events) {
    BooleanSupplier answers = Readiness.question(question);
    this.supervised =
        new SupervisedService(
            name,
            () -> newest = new ChildService(name, start, answers, HUNG_AFTER),
            RestartPolicy.DEFAULT,
            reason -> false,
            events,
            Clock.systemUTC());
  }

  @Override
  public String name() {
    return supervised.name();
  }

  @Override
  public void start() throws Exception {
    supervised.start();
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return supervised.failure();
  }

  /** What is wrong with it; empty if nothing is. */
  Optional<String> problem() {
    Optional<String> problem = supervised.problem();
    return problem.isPresent() || newest.isAnswering()
        ? problem
        : Optional.of("process " + pid() + " does not answer");
  }

  long pid() {
    return newest.pid();
  }

  @Override
  public void close() {
    supervised.close();
  }
}
