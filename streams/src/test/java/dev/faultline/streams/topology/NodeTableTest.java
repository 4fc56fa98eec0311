package dev.faultline.streams.topology;

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
  private static final RolledPopulation POPULATION =
      new RolledPopulation(new Population("solana", "consensus"), null);

  @Property(tries = 30)
  void findsWhatAMapFinds(@ForAll long seed) {
    Random random = new Random(seed);
    NodeTable table = new NodeTable();
    Map<String, KnownNode> map = new HashMap<>();

    for (int i = 0; i < 20_000; i++) {
      String id = "n".repeat(random.nextInt(12)) + random.nextInt(3_000);
      KnownNode known = map.get(id);
      assertThat(find(table, "solana/consensus/" + id)).isSameAs(known);
      if (known == null) {
        KnownNode node = new KnownNode(POPULATION, id);
        table.add(node);
        map.put(id, node);
      } else if (random.nextInt(3) > 0) {
        table.remove(known);
        map.remove(id);
      } else {
        table.remove(new KnownNode(POPULATION, id));
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    map.forEach((id, node) -> assertThat(find(table, "solana/consensus/" + id)).isSameAs(node));
  }

  private static KnownNode find(NodeTable table, String key) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("t", 0, 0, key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    PackedRecords records = new PackedRecords("t", 0, RecordPack.of(List.of(record), false));
    assertThat(records.next()).isTrue();
    Statement statement = new Statement();
    statement.read(records);
    return table.find(records, statement);
  }
}
