package dev.faultline.streams.state;

import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A store that is written only when its task commits: whoever holds the values on the heap, and
 * changes the same ones many times between two commits, is asked to write them then.
 *
 * <p>Streams has no public hook before a commit. This uses the one of its own caches, {@link
 * #flushCache}; should a later version stop calling it, no state is written at all, and every test
 * that restarts the engine fails.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public final class WriteBehindStore<K, V> extends WrappedStateStore<KeyValueStore<K, V>, K, V> {

  private Runnable writing = () -> {};

  private WriteBehindStore(KeyValueStore<K, V> written) {
    super(written);
  }

  /** Sets who is asked. */
  public void beforeCommit(Runnable write) {
    writing = write;
  }

  @Override
  public void flushCache() {
    writing.run();
    super.flushCache();
  }

  @Override
  public void clearCache() {
    writing = () -> {};
    super.clearCache();
  }

  /** Builds such a store around another one, which must not cache. */
  public static <K, V> StoreBuilder<WriteBehindStore<K, V>> around(
      StoreBuilder<KeyValueStore<K, V>> written) {
    return new Builder<>(written);
  }

  private record Builder<K, V>(StoreBuilder<KeyValueStore<K, V>> written)
      implements StoreBuilder<WriteBehindStore<K, V>> {

    @Override
    public WriteBehindStore<K, V> build() {
      return new WriteBehindStore<>(written.build());
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withCachingEnabled() {
      throw new UnsupportedOperationException("this store is a cache");
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withLoggingEnabled(Map<String, String> config) {
      return around(written.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<WriteBehindStore<K, V>> withLoggingDisabled() {
      return around(written.withLoggingDisabled());
    }

    @Override
    public Map<String, String> logConfig() {
      return written.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return written.loggingEnabled();
    }

    @Override
    public String name() {
      return written.name();
    }
  }
}
