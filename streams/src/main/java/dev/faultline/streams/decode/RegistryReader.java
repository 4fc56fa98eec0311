package dev.faultline.streams.decode;

import dev.faultline.schemas.wire.RegistryUnavailableException;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads values of one topic, and waits while the registry does not answer.
 *
 * @param <T> the topic's records
 */
public final class RegistryReader<T extends SpecificRecord> {

  /** Well below max.poll.interval.ms; after it the task is given up and started again. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final Duration STEP = Duration.ofSeconds(1);

  private final WireDecoder<T> decoder;
  private final Pause pause;

  public RegistryReader(WireDecoder<T> decoder, Pause pause) {
    this.decoder = decoder;
    this.pause = pause;
  }

  /**
   * Waits up to {@link #LONGEST_WAIT} for the registry.
   *
   * @throws PoisonException if these bytes are no record of the topic
   * @throws RegistryAwayException if the registry does not answer
   */
  public T read(byte[] value) throws PoisonException {
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return decoder.decode(value);
      } catch (UndecodableException e) {
        throw new PoisonException("the value " + e.getMessage());
      } catch (RegistryUnavailableException away) {
        if (waited.compareTo(LONGEST_WAIT) >= 0) {
          throw new RegistryAwayException(away);
        }
        waited = waited.plus(STEP);
        try {
          pause.sleep(STEP);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new RegistryAwayException(away);
        }
      }
    }
  }
}
