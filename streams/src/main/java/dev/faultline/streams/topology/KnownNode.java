package dev.faultline.streams.topology;

import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.roll.Node;
import dev.faultline.streams.roll.Standing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A node with the key that its records have, and what the last of them said. */
final class KnownNode extends Node {

  private final RolledPopulation population;
  private final int hash;
  private final byte[] key;
  private Said said = Said.nothing();

  KnownNode(RolledPopulation population, String nodeId) {
    super(nodeId);
    this.population = population;
    this.key = population.population().nodeKey(nodeId).getBytes(StandardCharsets.UTF_8);
    this.hash = NodeTable.hash(key, 0, key.length);
  }

  RolledPopulation population() {
    return population;
  }

  int hash() {
    return hash;
  }

  /** Whether a record with this key is about it. */
  boolean isOf(byte[] bytes, int begin, int end) {
    return Arrays.equals(bytes, begin, end, key, 0, key.length);
  }

  /** Whether a record says of it what the last one said. */
  boolean isSaidBy(Statement statement) {
    return said.isSaidBy(statement);
  }

  /**
   * Takes in an observation of it.
   *
   * @param value as the record has it
   * @return whether its placement is another than before
   */
  boolean observed(PlacedObservation placed, byte[] value) {
    Standing standing = placed.standing(id());
    said = Said.of(key, value, placed, standing);
    return population.roll().observe(this, placed.observedAt(), standing, placed.digest());
  }

  /**
   * Takes in a record that says the same as the last one, only at another time.
   *
   * @param tables those that it would be placed with
   * @return false if it says something else, or if that cannot be told; nothing has happened then
   */
  boolean observedAgain(Statement record, Enricher tables) {
    if (!said.isSaidAgainBy(record, tables)) {
      return false;
    }
    population.roll().observe(this, record.observedAt(), said.standing(), said.placementDigest());
    return true;
  }

  /** Has all that the next observation is compared with brought into the processor's caches. */
  int fetch() {
    return said.fetch();
  }

  /** The key of its records. */
  byte[] key() {
    return key;
  }
}
