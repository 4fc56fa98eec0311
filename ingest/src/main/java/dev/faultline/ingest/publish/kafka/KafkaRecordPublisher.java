package dev.faultline.ingest.publish.kafka;

import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.ingest.publish.PublishFailedException;
import dev.faultline.ingest.publish.RecordPublisher;
import dev.faultline.ingest.watermark.PublishedPopulation;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Observation;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.PublisherProgress;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes over one idempotent producer: per partition the brokers keep the order in which records
 * were published, so a watermark stands behind what it covers.
 */
public final class KafkaRecordPublisher implements RecordPublisher, AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration PROBE = Duration.ofSeconds(2);
  private static final int TOPIC_ATTEMPTS = 15;
  private static final int TOPIC_PAUSE_MILLIS = 200;

  /** Who wants an acknowledgement has waited for it; what is left then, Kafka does not take. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private static final List<Topic> PUBLISHED =
      List.of(
          Topic.OBSERVATIONS,
          Topic.INCIDENTS,
          Topic.FEED_POLLS,
          Topic.PUBLISHERS,
          Topic.DEAD_LETTERS);

  private final KafkaConnection connection;
  private final Producer<String, SpecificRecord> producer;
  private final IncidentsEnd incidents;
  private final int observationPartitions;

  private final SeparateSender progressSender = new SeparateSender(this::send);

  private KafkaRecordPublisher(
      KafkaConnection connection,
      Producer<String, SpecificRecord> producer,
      IncidentsEnd incidents,
      int observationPartitions) {
    this.connection = connection;
    this.producer = producer;
    this.incidents = incidents;
    this.observationPartitions = observationPartitions;
  }

  /**
   * Connects, and sees that the topics are there.
   *
   * @throws PublishFailedException if the brokers do not answer within 15 s or lack a topic
   */
  public static KafkaRecordPublisher open(KafkaConnection connection) {
    Map<String, TopicDescription> topics = describe(connection);
    return new KafkaRecordPublisher(
        connection,
        new KafkaProducer<>(
            connection.producerSettings(),
            new StringSerializer(),
            connection.serdes().serializer()),
        IncidentsEnd.open(connection, CONNECT),
        topics.get(Topic.OBSERVATIONS.topicName()).partitions().size());
  }

  @Override
  public void publish(Observation observation, Acknowledgement acknowledgement) {
    Population population = new Population(observation.getNetwork(), observation.getLayer());
    send(
        new ProducerRecord<>(
            Topic.OBSERVATIONS.topicName(),
            null,
            observation.getObservedAt().toEpochMilli(),
            population.nodeKey(observation.getNodeId()),
            observation),
        acknowledgement);
  }

  @Override
  public void publish(IncidentRevision revision, Acknowledgement acknowledgement) {
    send(
        new ProducerRecord<>(
            Topic.INCIDENTS.topicName(),
            null,
            revision.getKnownAt().toEpochMilli(),
            revision.getSource() + "/" + revision.getIncidentId(),
            revision),
        acknowledgement);
  }

  @Override
  public void publish(FeedPoll poll, Acknowledgement acknowledgement) {
    send(
        new ProducerRecord<>(
            Topic.FEED_POLLS.topicName(),
            null,
            poll.getPolledAt().toEpochMilli(),
            poll.getFeed(),
            poll),
        acknowledgement);
  }

  @Override
  public void publish(DeadLetter letter, Acknowledgement acknowledgement) {
    send(
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.topicName(),
            null,
            letter.getRefusedAt().toEpochMilli(),
            letter.getStage() + "/" + letter.getSource(),
            letter),
        acknowledgement);
  }

  @Override
  public void publish(PublisherProgress progress, Acknowledgement acknowledgement) {
    progressSender.send(
        new ProducerRecord<>(
            Topic.PUBLISHERS.topicName(),
            null,
            progress.getUpdatedAt().toEpochMilli(),
            PublishedPopulation.of(progress).key(),
            progress),
        acknowledgement);
  }

  @Override
  public void forget(PublishedPopulation population, Acknowledgement acknowledgement) {
    progressSender.send(
        new ProducerRecord<>(Topic.PUBLISHERS.topicName(), population.key(), null),
        acknowledgement);
  }

  @Override
  public void watermark(Watermark watermark, Acknowledgement acknowledgement) {
    Watermark behind;
    try {
      behind = watermark.behindIncidents(incidents.position());
    } catch (PublishFailedException failure) {
      acknowledgement.answer(Optional.of(failure));
      return;
    }
    AtomicInteger open = new AtomicInteger(observationPartitions);
    AtomicReference<PublishFailedException> first = new AtomicReference<>();
    for (int partition = 0; partition < observationPartitions; partition++) {
      send(
          behind.toRecord(partition),
          failure -> {
            failure.ifPresent(f -> first.compareAndSet(null, f));
            if (open.decrementAndGet() == 0) {
              acknowledgement.answer(Optional.ofNullable(first.get()));
            }
          });
    }
  }

  @Override
  public void flush() {
    progressSender.flush();
    producer.flush();
  }

  /** Whether the brokers answer now; waits at most two seconds. */
  public boolean reachable() {
    try (Admin admin = Admin.create(connection.adminSettings(PROBE))) {
      admin.describeCluster().nodes().get();
      return true;
    } catch (ExecutionException | KafkaException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    progressSender.close(CLOSE_TIMEOUT);
    producer.close(CLOSE_TIMEOUT);
    incidents.close();
  }

  private void send(
      ProducerRecord<String, SpecificRecord> record, Acknowledgement acknowledgement) {
    try {
      Future<RecordMetadata> unused =
          producer.send(
              record,
              (metadata, failure) ->
                  acknowledgement.answer(
                      Optional.ofNullable(failure).map(f -> FailureText.explain(f, connection))));
    } catch (KafkaException e) {
      // the serializer and an interrupted or closed producer throw instead of calling back
      acknowledgement.answer(Optional.of(FailureText.explain(e, connection)));
    }
  }

  /** Topics that were created a moment ago may be unknown to a broker for another moment. */
  private static Map<String, TopicDescription> describe(KafkaConnection connection) {
    List<String> names = PUBLISHED.stream().map(Topic::topicName).toList();
    try (Admin admin = Admin.create(connection.adminSettings(CONNECT))) {
      for (int attempt = 1; ; attempt++) {
        try {
          return admin.describeTopics(names).allTopicNames().get();
        } catch (ExecutionException e) {
          boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
          if (!unknown || attempt == TOPIC_ATTEMPTS) {
            throw FailureText.explain(e.getCause(), connection);
          }
        }
        TimeUnit.MILLISECONDS.sleep(TOPIC_PAUSE_MILLIS);
      }
    } catch (KafkaException e) {
      throw FailureText.explain(e, connection);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishFailedException("interrupted while connecting", e);
    }
  }
}
