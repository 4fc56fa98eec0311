package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.decode.DeadLetters;
import dev.faultline.streams.decode.NodeEvent;
import dev.faultline.streams.decode.ObservationDecoder;
import dev.faultline.streams.decode.PlacedObservation;
import dev.faultline.streams.decode.PoisonException;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.node.NodeAttributes;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import dev.faultline.streams.node.ObservationFingerprint;
import dev.faultline.streams.pack.PackedRecords;
import dev.faultline.streams.roll.ClockState;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.SightingBlock;
import dev.faultline.streams.state.WriteBehindStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final ObservationDecoder decoder;
  private final Supplier<Enricher> enricher;
  private final Networks networks;
  private final int partitions;
  private final Map<Population, RolledPopulation> populations = new HashMap<>();
  private final List<RolledPopulation> byNumber = new ArrayList<>();
  private final ObservationFingerprint fingerprint = new ObservationFingerprint();
  private NodeStateCache nodes;
  private boolean isCaughtUp;
  private PromptCommit commit;
  private ProcessorContext<String, Object> context;

  RollWindows(
      ObservationDecoder decoder, Supplier<Enricher> enricher, Networks networks, int partitions) {
    this.decoder = decoder;
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
    WriteBehindStore<byte[], NodeState> states = context.getStateStore(NODE_STORE);
    KeyValueStore<Long, SightingBlock> blocks = context.getStateStore(SIGHTING_STORE);
    WriteBehindStore<String, ClockState> clocks = context.getStateStore(CLOCK_STORE);
    nodes = new NodeStateCache(states.wrapped()::put, blocks::put);
    populations.clear();
    byNumber.clear();
    restoreClocks(clocks.wrapped());
    restoreNodes(states.wrapped(), blocks);
    states.beforeCommit(nodes::write);
    clocks.beforeCommit(() -> writeClocks(clocks.wrapped()));
  }

  private void restoreClocks(KeyValueStore<String, ClockState> clocks) {
    try (KeyValueIterator<String, ClockState> all = clocks.all()) {
      while (all.hasNext()) {
        KeyValue<String, ClockState> entry = all.next();
        Population population = Population.parse(entry.key);
        settings(networks.rules(population)).requireSame(entry.key, entry.value.getRolledBy());
        population(population).roll().restore(entry.value);
      }
    }
  }

  private void restoreNodes(
      KeyValueStore<byte[], NodeState> states, KeyValueStore<Long, SightingBlock> blocks) {
    try (KeyValueIterator<Long, SightingBlock> all = blocks.all()) {
      while (all.hasNext()) {
        KeyValue<Long, SightingBlock> entry = all.next();
        nodes.restore(entry.key, entry.value);
      }
    }
    try (KeyValueIterator<byte[], NodeState> all = states.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], NodeState> entry = all.next();
        String key = new String(entry.key, StandardCharsets.UTF_8);
        RolledPopulation population = population(Population.parse(key));
        NodeEntry node =
            population.node(key.substring(population.population().nodeKey("").length()));
        population.roll().restore(node, nodes.restore(node, entry.value));
      }
    }
    nodes.endRestoring();
  }

  private void writeClocks(KeyValueStore<String, ClockState> clocks) {
    for (RolledPopulation each : byNumber) {
      each.roll().takeChangedClock().ifPresent(clock -> clocks.put(each.population().key(), clock));
    }
  }

  private RolledPopulation population(Population population) {
    return populations.computeIfAbsent(
        population,
        key -> {
          PopulationRoll roll =
              new PopulationRoll(
                  settings(networks.rules(key)), context.taskId().partition(), partitions, nodes);
          RolledPopulation rolled = new RolledPopulation(key, byNumber.size(), roll);
          byNumber.add(rolled);
          return rolled;
        });
  }

  @Override
  public void process(Record<byte[], byte[]> pack) {
    RecordMetadata where = context.recordMetadata().orElseThrow();
    Enricher tables = enricher.get();
    PackedRecords records = new PackedRecords(where.topic(), where.partition(), pack.value());
    PackedRecords ahead = new PackedRecords(where.topic(), where.partition(), pack.value());
    boolean prefetches = nodes.isWorthPrefetching();
    isCaughtUp = records.isLast();
    for (int i = 0; records.next(); i++) {
      if (prefetches && i % NodeStateCache.prefetchSize() == 0) {
        nodes.prefetch(ahead);
      }
      NodeEntry node = null;
      if (records.isWhole()) {
        fingerprint.read(records);
        node = nodes.find(records, fingerprint);
      }
      if (node != null && node.isRepeatedBy(fingerprint, tables)) {
        byNumber
            .get(node.population())
            .roll()
            .observe(
                node, fingerprint.observedAt(), node.lastAttributes(), node.lastPlacementDigest());
      } else {
        decode(records.record(), node, tables);
      }
    }
  }

  private void decode(ConsumerRecord<byte[], byte[]> record, NodeEntry node, Enricher tables) {
    try {
      NodeEvent event = decoder.decode(record, tables);
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
      ConsumerRecord<byte[], byte[]> record, NodeEntry known, PlacedObservation observation) {
    RolledPopulation population =
        known == null ? population(observation.population()) : byNumber.get(known.population());
    NodeEntry node = known;
    if (node == null) {
      node = population.node(observation.nodeId());
      nodes.add(node);
    }
    NodeAttributes attributes = observation.attributes(node.id());
    long digest = observation.digest();
    node.remember(
        record.value(), observation.observedAt(), attributes, digest, observation.tables());
    if (population.roll().observe(node, observation.observedAt(), attributes, digest)) {
      context.forward(
          new Record<>(
              population.population().nodeKey(node.id()),
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
}
