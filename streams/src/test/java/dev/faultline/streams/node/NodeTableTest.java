package dev.faultline.streams.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Population;
import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.pack.RecordPack;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.ConsumerRecord;

class NodeTableTest {
  private static final Population POPULATION = new Population("solana", "consensus");

  @Property(tries = 30)
  void findsWhatAMapFinds(@ForAll long seed) {
    Random random = new Random(seed);
    NodeTable table = new NodeTable();
    Map<String, NodeEntry> map = new HashMap<>();

    for (int i = 0; i < 20_000; i++) {
      String id = "n".repeat(random.nextInt(12)) + random.nextInt(3_000);
      NodeEntry known = map.get(id);
      assertThat(find(table, "solana/consensus/" + id)).isSameAs(known);
      if (known == null) {
        NodeEntry node = new NodeEntry(POPULATION, 0, id);
        table.add(node);
        map.put(id, node);
      } else if (random.nextInt(3) > 0) {
        table.remove(known);
        map.remove(id);
      } else {
        table.remove(new NodeEntry(POPULATION, 0, id));
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    map.forEach((id, node) -> assertThat(find(table, "solana/consensus/" + id)).isSameAs(node));
  }

  private static NodeEntry find(NodeTable table, String key) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("t", 0, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    PackedRecords records = new PackedRecords("t", 0, RecordPack.of(List.of(record), false));
    assertThat(records.next()).isTrue();
    ObservationFingerprint fingerprint = new ObservationFingerprint();
    fingerprint.read(records);
    return table.find(records, fingerprint);
  }
}
