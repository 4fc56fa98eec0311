package dev.faultline.streams.latest;

import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each of the two record types has its compacted topic. */
public final class LatestTopics implements TopicNameExtractor<String, SpecificRecord> {

  @Override
  public String extract(String key, SpecificRecord value, RecordContext context) {
    Topic topic =
        value instanceof ResilienceRow ? Topic.LATEST_RESILIENCE : Topic.LATEST_DECENTRALIZATION;
    return topic.topicName();
  }

  /** Stands in the topology's description. */
  @Override
  public String toString() {
    return "compacted topic of the record type";
  }
}
