package dev.faultline.streams.state;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What the topics of the topologies' own hold: state and reports between the stages. They take
 * larger records than a broker does by default, because the state of one node or one population is
 * one record, and how much waits in it is not ours to say.
 */
public final class InternalTopics {

  /** The largest record; whoever writes to them must be allowed as much. */
  public static final int MOST_BYTES = 16 << 20;

  private InternalTopics() {}

  /** Settings beside those that Kafka Streams gives them. */
  public static Map<String, String> settings() {
    return Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_BYTES));
  }
}
