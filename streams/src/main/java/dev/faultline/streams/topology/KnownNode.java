package dev.faultline.streams.topology;

import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.roll.Node;
import dev.faultline.streams.roll.Standing;
import java.nio.charset.StandardCharsets;

/** A node with the key that its records have, and what the last of them said. */
final class KnownNode extends Node {

  private final RolledPopulation population;
  private final int hash;
  private Said said;

  KnownNode(RolledPopulation population, String nodeId) {
    super(nodeId);
    this.population = population;
    byte[] key = population.population().nodeKey(nodeId).getBytes(StandardCharsets.UTF_8);
    this.said = Said.nothing(key);
    this.hash = NodeTable.hash(key, 0, key.length);
  }

  RolledPopulation population() {
    return population;
  }

  int hash() {
    return hash;
  }

  boolean isOf(byte[] bytes, int begin, int end) {
    return said.isOf(bytes, begin, end);
  }

  /**
   * Takes in an observation of it.
   *
   * @param value as the record has it
   * @return whether its placement is another than before
   */
  boolean observed(PlacedObservation placed, byte[] value) {
    Standing standing = placed.standing(id());
    long digest = placed.digest();
    said = Said.of(said, value, placed, standing, digest);
    return population.roll().observe(this, placed.observedAt(), standing, digest);
  }

  /**
   * Takes in a record that says the same as the last one, only at another time.
   *
   * @param tables those that it would be placed with
   * @return false if it says something else, or if that cannot be told; nothing has happened then
   */
  boolean observedAgain(PackedRecords record, Enricher tables) {
    long observedAt = said.again(record.bytes(), record.keyEnd(), record.valueEnd(), tables);
    if (observedAt == Said.ELSE) {
      return false;
    }
    population.roll().observe(this, observedAt, said.standing(), said.digest());
    return true;
  }

  /** Has all that the next observation is compared with brought into the processor's caches. */
  int fetch() {
    return said.fetch();
  }

  /** The key of its records. */
  byte[] key() {
    return said.key();
  }
}
