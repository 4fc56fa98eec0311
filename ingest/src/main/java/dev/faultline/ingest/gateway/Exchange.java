package dev.faultline.ingest.gateway;

import dev.faultline.ingest.source.SourceFormat;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One POST: its body is read without a thread and within a time limit, then a worker checks and
 * publishes it. Answers once, whatever happens.
 */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** A body that drips takes the place of one that could be published. */
  private static final int LEAST_BYTES = 4096;

  private static final Duration LEAST_WITHIN = Duration.ofSeconds(3);

  private final SourceFormat format;
  private final Request request;
  private final Intake intake;
  private final ExecutorService workers;
  private final BodyCollector collector;
  private final Consumer<RequestOutcome> answer;
  private volatile Scheduler.Task timeout;
  private volatile Scheduler.Task progress;

  /**
   * @param answer is told once what became of the request
   */
  Exchange(
      SourceFormat format,
      Request request,
      Intake intake,
      ExecutorService workers,
      BodyBudget budget,
      Consumer<RequestOutcome> answer) {
    this.format = format;
    this.request = request;
    this.intake = intake;
    this.workers = workers;
    this.answer = answer;
    this.collector = new BodyCollector(request, budget, this::work, this::refuse);
  }

  /** Begins to read. */
  void begin(Duration bodyTimeout) {
    Scheduler scheduler = request.getComponents().getScheduler();
    timeout = scheduler.schedule(collector::timeOut, bodyTimeout.toMillis(), TimeUnit.MILLISECONDS);
    progress =
        scheduler.schedule(
            () -> collector.timeOutUnlessReceived(LEAST_BYTES),
            LEAST_WITHIN.toMillis(),
            TimeUnit.MILLISECONDS);
    collector.run();
  }

  private void work(byte[] body) {
    timeout.cancel();
    progress.cancel();
    try {
      workers.execute(() -> end(take(body)));
    } catch (RejectedExecutionException e) {
      end(RequestOutcome.none(Answer.unavailable("too many requests at once", 1)));
    }
  }

  private RequestOutcome take(byte[] body) {
    try {
      return intake.take(format, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RequestOutcome.none(Answer.unavailable("the gateway is stopping", 10));
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      return RequestOutcome.none(Answer.error(500, "an error of the gateway; it is in its log"));
    }
  }

  private void refuse(Answer why) {
    timeout.cancel();
    progress.cancel();
    end(RequestOutcome.none(why));
  }

  private void end(RequestOutcome taken) {
    collector.release();
    answer.accept(taken);
  }
}
