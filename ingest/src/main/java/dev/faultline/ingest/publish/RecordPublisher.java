package dev.faultline.ingest.publish;

import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.watermark.Watermark;

/**
 * Publishes records to the catalogue's topics. Records of one key arrive in the order in which they
 * were published, each once. Safe for use by several threads. No method throws for a record that
 * cannot be published: its acknowledgement says so.
 */
public interface RecordPublisher {

  /** Publishes an observation under its node's key, at its {@code observed_at}. */
  void publish(Observation observation, Acknowledgement acknowledgement);

  /** Publishes a numbered revision under its incident's key, at its {@code known_at}. */
  void publish(IncidentRevision revision, Acknowledgement acknowledgement);

  /** Publishes how one poll of a feed went, under the feed's name, at its {@code polled_at}. */
  void publish(FeedPoll poll, Acknowledgement acknowledgement);

  /** Publishes something refused, at the time at which it was refused. */
  void publish(DeadLetter letter, Acknowledgement acknowledgement);

  /** Publishes how far a publisher of a population is, in place of what it said before. */
  void publish(PublisherProgress progress, Acknowledgement acknowledgement);

  /** Publishes that nothing is to be known any more of a publisher of a population. */
  void forget(PublishedPopulation population, Acknowledgement acknowledgement);

  /**
   * Says to every partition of the observation topic how far a publisher of a population is. The
   * caller has seen to it that this is so, or it is true of what this publisher sent before. Which
   * incident revisions were published before it is added.
   *
   * @param acknowledgement told once for all partitions
   */
  void watermark(Watermark watermark, Acknowledgement acknowledgement);

  /** Returns when every record published so far has been acknowledged or has failed. */
  void flush();
}
