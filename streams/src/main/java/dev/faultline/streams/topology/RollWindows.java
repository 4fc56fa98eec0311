package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.roll.ClockState;
import dev.faultline.streams.roll.Node;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollLog;
import dev.faultline.streams.roll.RollSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Places the nodes of one partition and rolls its populations. Takes its records in packs. Emits
 * partial tallies when a watermark closes slots, a placement whenever a node's place changes, and a
 * dead letter for each record that cannot be read, which changes nothing else. All state is in
 * three stores; the rest is rebuilt from them when the task starts.
 */
final class RollWindows implements Processor<byte[], byte[], String, Object> {

  static final String NODE_STORE = "roll-nodes";
  static final String SIGHTING_STORE = "roll-sightings";
  static final String CLOCK_STORE = "roll-clocks";

  private static final String STAGE = "enrich";

  private final PlaceNodes placer;
  private final Supplier<Enricher> enricher;
  private final Networks networks;
  private final int partitions;
  private final Map<Population, RolledPopulation> populations = new HashMap<>();
  private final Statement statement = new Statement();
  private KeptNodes nodes;
  private boolean isCaughtUp;
  private PromptCommit commit;
  private ProcessorContext<String, Object> context;
  private KeyValueStore<String, ClockState> clocks;
  private final Set<RolledPopulation> unwrittenClocks = new HashSet<>();

  RollWindows(PlaceNodes placer, Supplier<Enricher> enricher, Networks networks, int partitions) {
    this.placer = placer;
    this.enricher = enricher;
    this.networks = networks;
    this.partitions = partitions;
  }

  static RollSettings settings(PopulationRules rules) {
    return new RollSettings(
        rules.stepMillis(), rules.graceMillis(), rules.windowSeconds(), rules.publisherLagMillis());
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    commit = new PromptCommit(context);
    WriteBehindStore<String, ClockState> clockStore = context.getStateStore(CLOCK_STORE);
    clocks = clockStore.wrapped();
    populations.clear();
    try (KeyValueIterator<String, ClockState> all = clocks.all()) {
      while (all.hasNext()) {
        KeyValue<String, ClockState> entry = all.next();
        Population population = Population.parse(entry.key);
        settings(networks.rules(population)).requireSame(entry.key, entry.value.getRolledBy());
        population(population).roll().restore(entry.value);
      }
    }
    nodes =
        KeptNodes.restored(
            context.getStateStore(NODE_STORE), context.getStateStore(SIGHTING_STORE), this::node);
    unwrittenClocks.clear();
    clockStore.beforeCommit(this::writeClocks);
  }

  private void writeClocks() {
    for (RolledPopulation each : unwrittenClocks) {
      clocks.put(each.population().key(), each.roll().clockState());
    }
    unwrittenClocks.clear();
  }

  private KnownNode node(String key) {
    RolledPopulation population = population(Population.parse(key));
    return new KnownNode(population, key.substring(population.population().nodeKey("").length()));
  }

  private RolledPopulation population(Population population) {
    return populations.computeIfAbsent(
        population,
        key -> {
          PopulationRoll roll =
              new PopulationRoll(
                  settings(networks.rules(key)),
                  context.taskId().partition(),
                  partitions,
                  new StoreLog(key));
          RolledPopulation rolled = new RolledPopulation(key, roll);
          // before its first watermark too, state is kept by settings that a restart must find
          // again
          unwrittenClocks.add(rolled);
          return rolled;
        });
  }

  @Override
  public void process(Record<byte[], byte[]> pack) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    Enricher tables = enricher.get();
    PackedRecords records = new PackedRecords(where.topic(), where.partition(), pack.value());
    PackedRecords ahead = new PackedRecords(where.topic(), where.partition(), pack.value());
    boolean looksAhead = nodes.areMany();
    isCaughtUp = records.isLast();
    for (int i = 0; records.next(); i++) {
      if (looksAhead && i % NodeTable.GROUP == 0) {
        nodes.lookAhead(ahead);
      }
      KnownNode node = null;
      if (records.isWhole()) {
        statement.read(records);
        node = nodes.find(records, statement);
      }
      if (node == null || !node.observedAgain(statement, tables)) {
        read(records.record(), node, tables);
      }
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record, KnownNode node, Enricher tables) {
    try {
      NodeEvent event = placer.read(record, tables);
      if (event instanceof PlacedObservation observation) {
        observe(record, node, observation);
      } else if (event instanceof NodeEvent.Progress progress) {
        close(progress.watermark());
      }
    } catch (PoisonException poison) {
      context.forward(DeadLetters.of(STAGE, record, poison.getMessage()));
    }
  }

  private void observe(
      ConsumerRecord<byte[], byte[]> record, KnownNode known, PlacedObservation observation) {
    KnownNode node = known;
    if (node == null) {
      node = new KnownNode(population(observation.population()), observation.nodeId());
      nodes.add(node);
    }
    if (node.observed(observation, record.value())) {
      context.forward(
          new Record<>(
              node.population().population().nodeKey(node.id()),
              observation.placement(record.partition(), record.offset()),
              Math.max(0, record.timestamp())));
    }
  }

  private void close(Watermark watermark) {
    PopulationRoll roll = population(watermark.population()).roll();
    long timestamp = watermark.time().toEpochMilli();
    for (PartialTally partial : roll.watermark(watermark, isCaughtUp)) {
      context.forward(new Record<>(watermark.population().key(), partial, timestamp));
      if (isCaughtUp) {
        // only then can others see it; with more to read, the interval decides
        commit.ask();
      }
    }
  }

  /** Writes one population's state to the stores. */
  private final class StoreLog implements RollLog {
    private final Population population;

    StoreLog(Population population) {
      this.population = population;
    }

    @Override
    public void changed(Node node) {
      nodes.changed((KnownNode) node);
    }

    @Override
    public void forgotten(Node node) {
      nodes.forgotten((KnownNode) node);
    }

    @Override
    public void clockChanged() {
      unwrittenClocks.add(population(population));
    }
  }
}
