package dev.faultline.sql;

/**
 * A topic of which rows have landed was deleted and made anew: its offsets begin again, so they
 * have to land in a greater epoch, and the consumer groups must forget theirs.
 */
public final class TopicReplacedException extends SinkException {

  private static final long serialVersionUID = 1L;

  private final String topic;

  public TopicReplacedException(String topic) {
    this(
        topic,
        "topic "
            + topic
            + " was deleted and created anew. Reset the offsets of the sink's consumer groups for it"
            + " to the beginning, and start the sink with a greater --epoch");
  }

  /** The same, told otherwise. */
  public TopicReplacedException(String topic, String message) {
    super(message);
    this.topic = topic;
  }

  /** Which topic. */
  public String topic() {
    return topic;
  }
}
