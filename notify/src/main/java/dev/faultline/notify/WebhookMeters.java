package dev.faultline.notify;

import dev.faultline.service.metrics.PartGauges;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How telling one webhook goes. Names begin with {@code faultline.webhook}. */
final class WebhookMeters implements AutoCloseable {

  private static final String WEBHOOK = "webhook";

  /** What became of an attempt to tell. */
  enum Outcome {
    /** The receiver has taken it. */
    DELIVERED,
    /** It answered with a status that is no success. */
    REFUSED,
    /** No answer came in time, or nobody is there. */
    UNANSWERED
  }

  private final Clock clock;
  private final Map<Outcome, Counter> attempts = new EnumMap<>(Outcome.class);
  private final Counter retries;
  private final PartGauges gauges;
  private volatile Instant waitingSince;

  WebhookMeters(MeterRegistry registry, String webhook, Clock clock) {
    this.clock = clock;
    // a counter that begins at its first event hides it from a rate
    for (Outcome outcome : Outcome.values()) {
      attempts.put(
          outcome,
          Counter.builder("faultline.webhook.attempts")
              .description("Attempts to tell a webhook of an alert, by what became of them.")
              .tag(WEBHOOK, webhook)
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    retries =
        Counter.builder("faultline.webhook.retries")
            .description("Attempts that were made because the one before had failed.")
            .tag(WEBHOOK, webhook)
            .register(registry);
    gauges = new PartGauges(registry);
    gauges.tell(
        "faultline.webhook.waiting",
        "How long the alert that is to be told next has failed to be; 0 if none has.",
        "seconds",
        Tags.of(WEBHOOK, webhook),
        this::waiting);
  }

  /** An attempt has ended. */
  void attempted(Outcome outcome) {
    attempts.get(outcome).increment();
  }

  /** An alert could not be told and will be tried again. */
  void failed() {
    if (waitingSince == null) {
      waitingSince = clock.instant();
    }
  }

  /** It is tried again. */
  void retried() {
    retries.increment();
  }

  /** What could not be told is told. */
  void recovered() {
    waitingSince = null;
  }

  private double waiting() {
    Instant since = waitingSince;
    return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1e3;
  }

  @Override
  public void close() {
    gauges.close();
  }
}
