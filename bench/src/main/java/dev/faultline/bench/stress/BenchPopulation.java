package dev.faultline.bench.stress;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.JointKey;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Nodes with an entity in each dimension, hardly any two of them the same. */
final class BenchPopulation {

  private static final String[] PROVIDERS = {"aws", "gcp", "azure", "hetzner", "ovh", "cloudflare"};
  private static final String[] COUNTRIES = {"US", "DE", "FR", "IE", "FI", "SG", "JP"};
  private static final String[] CLIENTS = {"geth", "nethermind", "besu", "erigon"};
  private static final String[] CLASSES = {"hyperscale", "cloud", "tor"};
  private static final int MORE_PROVIDERS = 300;

  private final Random random = new Random(7);
  private final int operators;
  private final List<String[]> nodes = new ArrayList<>();

  BenchPopulation(int count, int operators) {
    this.operators = operators;
    for (int i = 0; i < count; i++) {
      nodes.add(entities("node-" + i));
    }
  }

  private String[] entities(String id) {
    String[] entities = new String[DimensionCode.SIZE];
    int number = random.nextInt(MORE_PROVIDERS);
    String provider = number < PROVIDERS.length * 20 ? PROVIDERS[number / 20] : "p" + number;
    String country = COUNTRIES[random.nextInt(COUNTRIES.length)];
    set(entities, Dimension.NODE, id);
    set(entities, Dimension.PROVIDER, provider);
    set(entities, Dimension.COUNTRY, country);
    if (random.nextInt(3) == 0) {
      set(entities, Dimension.REGION, provider + "/us-east-" + random.nextInt(20));
    }
    set(entities, Dimension.SITE, provider + "/" + country);
    set(entities, Dimension.ASN, "AS" + number);
    set(entities, Dimension.OPERATOR, "operator-" + random.nextInt(operators));
    set(entities, Dimension.CLIENT, CLIENTS[random.nextInt(CLIENTS.length)]);
    set(entities, Dimension.HOSTING, CLASSES[random.nextInt(CLASSES.length)]);
    entities[JointKey.CODE] = JointKey.of(Arrays.asList(entities));
    return entities;
  }

  private static void set(String[] entities, Dimension dimension, String id) {
    entities[DimensionCode.of(dimension)] = id;
  }

  /** What seeing all of them for the first time changes. */
  List<TallyChange> all() {
    List<TallyChange> changes = new ArrayList<>();
    nodes.forEach(entities -> count(changes, entities, 1));
    return changes;
  }

  /** What changes if so many are found elsewhere. */
  List<TallyChange> move(int count) {
    List<TallyChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(nodes.size());
      count(changes, nodes.get(which), -1);
      nodes.set(which, entities("node-" + which));
      count(changes, nodes.get(which), 1);
    }
    return changes;
  }

  private static void count(List<TallyChange> changes, String[] entities, int sign) {
    int weight = 1 + (entities[DimensionCode.of(Dimension.NODE)].hashCode() & 0xffff);
    for (int dimension = 0; dimension < entities.length; dimension++) {
      String entity = dimension == Tallies.STATUS ? Tallies.LIVE : entities[dimension];
      if (entity != null) {
        changes.add(new TallyChange(0, dimension, entity, (long) sign, 0L, (long) sign * weight));
      }
    }
  }
}
