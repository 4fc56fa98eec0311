package dev.faultline.streams.recompute;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** All incident revisions of the topic by offset, unread. */
final class RecordedIncidents implements ReadOnlyKeyValueStore<Long, byte[]> {

  private final NavigableMap<Long, byte[]> revisions = new TreeMap<>();

  void put(long offset, byte[] value) {
    revisions.put(offset, value == null ? new byte[0] : value);
  }

  @Override
  public byte[] get(Long offset) {
    return revisions.get(offset);
  }

  @Override
  public KeyValueIterator<Long, byte[]> range(Long from, Long to) {
    return from > to ? iterator(new TreeMap<>()) : iterator(revisions.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<Long, byte[]> all() {
    return iterator(revisions);
  }

  @Override
  public long approximateNumEntries() {
    return revisions.size();
  }

  private static KeyValueIterator<Long, byte[]> iterator(NavigableMap<Long, byte[]> entries) {
    Iterator<Map.Entry<Long, byte[]>> all = entries.entrySet().iterator();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public KeyValue<Long, byte[]> next() {
        Map.Entry<Long, byte[]> entry = all.next();
        return KeyValue.pair(entry.getKey(), entry.getValue());
      }

      @Override
      public Long peekNextKey() {
        throw new UnsupportedOperationException("nobody peeks");
      }

      @Override
      public void close() {
        // holds nothing
      }
    };
  }
}
