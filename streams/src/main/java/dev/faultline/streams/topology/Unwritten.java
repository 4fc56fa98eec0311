package dev.faultline.streams.topology;

/**
 * A key whose value has changed since it was written last.
 *
 * @param <V> the values
 */
interface Unwritten<V> {

  /** Not to be changed. */
  byte[] key();

  /**
   * The value as it is now; null if the key is to be deleted. Asked for once, when it is written.
   */
  V value();
}
