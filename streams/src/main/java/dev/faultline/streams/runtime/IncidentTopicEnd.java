package dev.faultline.streams.runtime;

import dev.faultline.schemas.Topic;
import dev.faultline.streams.incidentlog.RestoredIncidents;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks the brokers how long the incident topic is; {@link RestoredIncidents#UNKNOWN} if none. */
final class IncidentTopicEnd implements LongSupplier {

  private static final TopicPartition INCIDENTS =
      new TopicPartition(Topic.INCIDENTS.topicName(), 0);

  private final Admin admin;

  IncidentTopicEnd(Admin admin) {
    this.admin = admin;
  }

  @Override
  public long getAsLong() {
    try {
      return admin
          .listOffsets(Map.of(INCIDENTS, OffsetSpec.latest()))
          .partitionResult(INCIDENTS)
          .get()
          .offset();
    } catch (ExecutionException | KafkaException e) {
      return RestoredIncidents.UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return RestoredIncidents.UNKNOWN;
    }
  }
}
