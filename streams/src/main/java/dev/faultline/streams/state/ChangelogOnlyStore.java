package dev.faultline.streams.state;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The innermost store of a processor that has all values on its own heap: it hands out once what
 * was restored from the changelog, and keeps nothing of what is written then, which the layer
 * around it sends to the changelog. An in-memory store would hold every value a second time, and
 * sort the keys.
 */
public final class ChangelogOnlyStore implements KeyValueStore<Bytes, byte[]> {

  private final String name;
  private final Map<Bytes, byte[]> restored = new LinkedHashMap<>();
  private TaskId task;
  private boolean isOpen;
  private boolean isTaken;

  private ChangelogOnlyStore(String name) {
    this.name = name;
  }

  public static KeyValueBytesStoreSupplier named(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new ChangelogOnlyStore(name);
      }

      @Override
      public String metricsScope() {
        return "changelog-only";
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    task = context.taskId();
    context.register(root, this::restore);
    isOpen = true;
  }

  private void restore(byte[] key, byte[] value) {
    if (value == null) {
      restored.remove(Bytes.wrap(key));
    } else {
      restored.put(Bytes.wrap(key), value);
    }
  }

  /**
   * What was restored, for the processor to keep.
   *
   * @throws TaskCorruptedException if it was handed out before: the task has been suspended since,
   *     or was a standby; Streams then restores it from the changelog
   */
  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    if (isTaken) {
      throw new TaskCorruptedException(Set.of(task));
    }
    isTaken = true;
    Queue<KeyValue<Bytes, byte[]>> all = new ArrayDeque<>(restored.size());
    restored.forEach((key, value) -> all.add(KeyValue.pair(key, value)));
    restored.clear();
    return new Taken(all);
  }

  private record Taken(Queue<KeyValue<Bytes, byte[]>> left)
      implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return !left.isEmpty();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      return left.remove();
    }

    @Override
    public Bytes peekNextKey() {
      return left.element().key;
    }

    @Override
    public void close() {
      left.clear();
    }
  }

  @Override
  public void put(Bytes key, byte[] value) {
    // the changelog has it
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    // the changelog has them
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public byte[] delete(Bytes key) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public byte[] get(Bytes key) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    throw new UnsupportedOperationException("nothing is kept");
  }

  @Override
  public long approximateNumEntries() {
    return restored.size();
  }

  @Override
  public Position getPosition() {
    return Position.emptyPosition();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return isOpen;
  }

  @Override
  public void close() {
    restored.clear();
    isOpen = false;
    isTaken = false;
  }
}
