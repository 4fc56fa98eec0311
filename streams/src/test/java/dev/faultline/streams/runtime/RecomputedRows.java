package dev.faultline.streams.runtime;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Topic;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.index.IndexSink;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Rows as they would stand in the topics, in the form in which {@link SameRows} compares them. */
final class RecomputedRows implements IndexSink {

  private final Serializer<SpecificRecord> serializer;
  private final Deserializer<SpecificRecord> deserializer;
  private final List<String> rows = new ArrayList<>();

  RecomputedRows(RegistrySerdes registry) {
    this.serializer = registry.serializer();
    this.deserializer = registry.deserializer();
  }

  List<String> sorted() {
    return rows.stream().sorted().toList();
  }

  private void add(Topic topic, SpecificRecord row) {
    byte[] bytes = serializer.serialize(topic.topicName(), row);
    // as it is read: maps come back in another order
    SpecificRecord read = deserializer.deserialize(topic.topicName(), bytes);
    rows.add(topic.topicName() + " " + read + " " + HexFormat.of().formatHex(bytes));
  }

  @Override
  public void publish(DecentralizationRow row) {
    add(Topic.DECENTRALIZATION, row);
  }

  @Override
  public void publish(EntityShare share) {
    add(Topic.ENTITY_SHARES, share);
  }

  @Override
  public void publish(ResilienceRow row) {
    add(Topic.RESILIENCE, row);
  }

  @Override
  public void publish(StressRow row) {
    add(Topic.STRESS, row);
  }

  @Override
  public void publish(JointNakamotoRow row) {
    add(Topic.JOINT_NAKAMOTO, row);
  }

  @Override
  public void publish(ImpactRow row) {}

  @Override
  public void publish(AlertRow row) {}

  @Override
  public void refuse(long at, Weighting weighting, String reason) {}
}
