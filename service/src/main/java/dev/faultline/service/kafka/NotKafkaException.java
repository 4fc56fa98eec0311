package dev.faultline.service.kafka;

/** An address of Kafka is one of something else, or is spoken to in another way than it wants. */
public final class NotKafkaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** One sentence that says what is there and what to set. */
  public NotKafkaException(String message) {
    super(message);
  }
}
