package dev.faultline.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {

  private static final String STREAMS_OWN = "my-app-0f1a2b3c-1111-2222-3333-444455556666-2";

  @TempDir private Path folder;

  @Test
  void isTheSameAtEveryStartOnAFolder() throws IOException {
    UUID first;
    try (Instance instance = Instance.in(folder.resolve("new"))) {
      first = instance.id();
    }
    try (Instance again = Instance.in(folder.resolve("new"));
        Instance other = Instance.in(folder.resolve("other"))) {
      assertThat(again.id()).isEqualTo(first);
      assertThat(other.id()).isNotEqualTo(first);
    }
  }

  @Test
  void aFolderIsOneProcesss() throws IOException {
    try (Instance holder = Instance.in(folder)) {
      assertThat(holder.id()).isNotNull();
      assertThatThrownBy(() -> Instance.in(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("--state");
    }
  }

  @Test
  void oneThatAKillHasCutOffIsMadeAnew() throws IOException {
    Files.writeString(folder.resolve("instance"), "0f1a2b3c-11");
    try (Instance instance = Instance.in(folder)) {
      assertThat(Files.readString(folder.resolve("instance"))).isEqualTo(instance.id().toString());
    }
  }

  @Test
  void oneThatIsNoIdIsRefusedWithWhatToDo() throws IOException {
    Path file = folder.resolve("instance");
    Files.writeString(file, "this is not the id of any installation, is it?");

    assertThatThrownBy(() -> Instance.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Delete it");
    Files.delete(file);
    try (Instance instance = Instance.in(folder)) {
      assertThat(Files.readString(file)).isEqualTo(instance.id().toString());
    }
  }

  @Test
  void standsForTheProcessInTransactionalIds() {
    UUID id = UUID.randomUUID();

    assertThat(transactionalId(id, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, STREAMS_OWN)))
        .isEqualTo("my-app-" + id + "-2");
    assertThat(transactionalId(id, Map.of())).isNull();
    for (String other : new String[] {"my-app", "my-app-0f1a2b3c_1111-2222-3333-4444555566-2"}) {
      assertThatThrownBy(
              () -> transactionalId(id, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, other)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Object transactionalId(UUID instance, Map<String, Object> config) {
    Object[] given = new Object[1];
    new StableTransactionalIdSupplier(
            new DefaultKafkaClientSupplier() {
              @Override
              public Producer<byte[], byte[]> getProducer(Map<String, Object> own) {
                given[0] = own.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
                return new MockProducer<>();
              }
            },
            instance)
        .getProducer(config);
    return given[0];
  }
}
