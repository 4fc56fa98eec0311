package dev.faultline.ingest.gateway;

import dev.faultline.ingest.check.PopulationLimit;
import dev.faultline.ingest.check.TimeLimits;
import dev.faultline.ingest.incident.RevisionLedger;
import dev.faultline.ingest.publish.DeadLetters;
import dev.faultline.ingest.publish.PendingPublication;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.PublishedRevisions;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.framing.ByteInput;
import dev.faultline.ingest.source.framing.GzipInput;
import dev.faultline.ingest.source.framing.JsonFrames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body, publishes what passes the checks and answers once the brokers have acknowledged it.
 * Nothing of a body that has too many records is published.
 */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
  private static final String SOURCE = "gateway";
  private static final int RETRY_SECONDS = 5;

  private final RecordPublisher publisher;
  private final PublishedRevisions revisions;
  private final PopulationLimit populations;
  private final Clock clock;
  private final Duration publishTimeout;
  private final RevisionLedger ledger = new RevisionLedger();

  /**
   * @param populations asked about every observation before it is published
   */
  Intake(
      RecordPublisher publisher,
      PublishedRevisions revisions,
      PopulationLimit populations,
      Clock clock,
      Duration publishTimeout) {
    this.publisher = publisher;
    this.revisions = revisions;
    this.populations = populations;
    this.clock = clock;
    this.publishTimeout = publishTimeout;
  }

  /** Takes a body in one of our own formats. */
  RequestOutcome take(SourceFormat format, byte[] body) throws InterruptedException {
    byte[] unpacked;
    try {
      unpacked = GzipInput.of(body, GatewaySettings.MOST_BYTES);
      if (records(unpacked) > GatewaySettings.MOST_RECORDS) {
        return RequestOutcome.none(
            Answer.error(413, "the body holds more than 50000 records: send it in parts"));
      }
    } catch (GzipInput.TooLargeException e) {
      return RequestOutcome.none(
          Answer.error(413, "the body is larger than 10 MiB when unpacked: send it in parts"));
    } catch (IOException e) {
      return RequestOutcome.none(Answer.error(400, "the gzip data is broken: " + e.getMessage()));
    }
    return switch (format.yields()) {
      case OBSERVATIONS -> publish(format, unpacked);
      case INCIDENTS -> publishIncidents(format, unpacked);
    };
  }

  /** One request with incidents at a time, because revisions are numbered one after another. */
  private synchronized RequestOutcome publishIncidents(SourceFormat format, byte[] body)
      throws InterruptedException {
    try {
      revisions.enterInto(ledger);
    } catch (PublishFailedException e) {
      return unavailable(e);
    }
    return publish(format, body);
  }

  private RequestOutcome publish(SourceFormat format, byte[] body) throws InterruptedException {
    PendingPublication pending = new PendingPublication();
    IntakeRun run = new IntakeRun(publisher, ledger, pending);
    ReadOptions options =
        ReadOptions.of(TimeLimits.live(clock)).withSource(SOURCE).withPopulations(populations);
    try {
      format.read(new ByteArrayInputStream(body), options, run);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    } catch (PublishFailedException e) {
      LOG.debug("gave up on the rest of a request", e);
    }
    run.rejected()
        .forEach(
            refusal ->
                publisher.publish(
                    DeadLetters.of(SOURCE, format.name(), refusal, clock.instant()),
                    pending.publishing()));
    Optional<PublishFailedException> failure = pending.await(publishTimeout);
    if (failure.isPresent()) {
      run.withdraw();
      return unavailable(failure.get());
    }
    return RequestOutcome.of(run.accepted(), run.rejected());
  }

  private static RequestOutcome unavailable(PublishFailedException failure) {
    LOG.warn("not acknowledged: {}", failure.getMessage());
    return RequestOutcome.none(
        Answer.unavailable(
            "not acknowledged, send it again: records keep their keys and times, so nothing is"
                + " doubled",
            RETRY_SECONDS));
  }

  private static long records(byte[] body) throws IOException {
    JsonFrames frames = new JsonFrames(new ByteInput(new ByteArrayInputStream(body)));
    long records = 0;
    while (records <= GatewaySettings.MOST_RECORDS && frames.next().isPresent()) {
      records++;
    }
    return records;
  }
}
