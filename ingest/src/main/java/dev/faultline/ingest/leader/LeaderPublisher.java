package dev.faultline.ingest.leader;

import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.watermark.Watermark;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Publishes while this process leads, and refuses everything else: a leader that was stopped for
 * minutes wakes up in the midst of its work, and another has taken over.
 */
public final class LeaderPublisher implements RecordPublisher {

  private final RecordPublisher publisher;
  private final BooleanSupplier leads;

  /**
   * @param publisher where records go
   * @param leads asked before every record
   */
  public LeaderPublisher(RecordPublisher publisher, BooleanSupplier leads) {
    this.publisher = publisher;
    this.leads = leads;
  }

  @Override
  public void publish(Observation observation, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.publish(observation, answer));
  }

  @Override
  public void publish(IncidentRevision revision, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.publish(revision, answer));
  }

  @Override
  public void publish(FeedPoll poll, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.publish(poll, answer));
  }

  @Override
  public void publish(DeadLetter letter, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.publish(letter, answer));
  }

  @Override
  public void publish(PublisherProgress progress, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.publish(progress, answer));
  }

  @Override
  public void forget(PublishedPopulation population, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.forget(population, answer));
  }

  @Override
  public void watermark(Watermark watermark, Acknowledgement acknowledgement) {
    ifLeading(acknowledgement, answer -> publisher.watermark(watermark, answer));
  }

  @Override
  public void flush() {
    publisher.flush();
  }

  private void ifLeading(Acknowledgement acknowledgement, Consumer<Acknowledgement> publish) {
    if (leads.getAsBoolean()) {
      publish.accept(acknowledgement);
    } else {
      acknowledgement.answer(
          Optional.of(
              new PublishFailedException(
                  "Kafka has not confirmed that this process leads its group. Another one may have"
                      + " taken over; if this one still leads, it goes on by itself.",
                  null)));
    }
  }
}
