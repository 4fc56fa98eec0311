package dev.faultline.streams.topology;

import static java.util.Map.entry;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.Placement;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.RippleRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Topic;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/** Each record type has its topic. */
final class OutputTopics implements TopicNameExtractor<String, SpecificRecord> {

  private static final Map<Schema, Topic> BY_SCHEMA =
      Map.ofEntries(
          entry(Placement.getClassSchema(), Topic.PLACEMENTS),
          entry(DecentralizationRow.getClassSchema(), Topic.DECENTRALIZATION),
          entry(EntityShare.getClassSchema(), Topic.ENTITY_SHARES),
          entry(ProviderReliabilityRow.getClassSchema(), Topic.PROVIDER_RELIABILITY),
          entry(RippleRow.getClassSchema(), Topic.RIPPLE),
          entry(ResilienceRow.getClassSchema(), Topic.RESILIENCE),
          entry(StressRow.getClassSchema(), Topic.STRESS),
          entry(JointNakamotoRow.getClassSchema(), Topic.JOINT_NAKAMOTO),
          entry(ImpactRow.getClassSchema(), Topic.IMPACT),
          entry(AlertRow.getClassSchema(), Topic.ALERTS),
          entry(DeadLetter.getClassSchema(), Topic.DEAD_LETTERS));

  @Override
  public String extract(String key, SpecificRecord value, RecordContext context) {
    return BY_SCHEMA.get(value.getSchema()).topicName();
  }

  /** Stands in the topology's description. */
  @Override
  public String toString() {
    return "topic of the record type";
  }
}
