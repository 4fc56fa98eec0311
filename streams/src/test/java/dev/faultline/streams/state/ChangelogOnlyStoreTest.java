package dev.faultline.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangelogOnlyStoreTest {

  private static final TaskId TASK = new TaskId(0, 3);

  private StateRestoreCallback changelog;
  private final KeyValueStore<Bytes, byte[]> store = ChangelogOnlyStore.named("nodes").get();

  @BeforeEach
  void open() {
    store.init(context(), store);
  }

  /** A context that can do what the store needs. */
  private StateStoreContext context() {
    return (StateStoreContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateStoreContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "taskId":
                  return TASK;
                case "register":
                  changelog = (StateRestoreCallback) arguments[1];
                  return null;
                default:
                  throw new UnsupportedOperationException(method.getName());
              }
            });
  }

  @Test
  void handsOutWhatWasRestoredAndNothingThatWasWritten() {
    restore("a", "1");
    restore("b", "2");
    restore("a", "3");
    restore("c", "4");
    restore("b", null);
    store.put(bytes("d"), new byte[] {5});

    assertThat(all()).isEqualTo(Map.of("a", "3", "c", "4"));
  }

  @Test
  void asksForItsChangelogAgainWhenItsTaskGoesOnAfterASuspension() {
    restore("a", "1");
    all();
    restore("b", "2");

    assertThatThrownBy(this::all)
        .isInstanceOfSatisfying(
            TaskCorruptedException.class,
            corrupted -> assertThat(corrupted.corruptedTasks()).containsOnly(TASK));
  }

  @Test
  void beginsAnewWhenItIsOpenedAgain() {
    restore("a", "1");
    all();
    store.close();
    open();
    restore("b", "2");

    assertThat(all()).isEqualTo(Map.of("b", "2"));
  }

  private void restore(String key, String value) {
    changelog.restore(
        bytes(key).get(), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> all() {
    Map<String, String> all = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        all.put(
            new String(entry.key.get(), StandardCharsets.UTF_8),
            new String(entry.value, StandardCharsets.UTF_8));
      }
    }
    return all;
  }
}
