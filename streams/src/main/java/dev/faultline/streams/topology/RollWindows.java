package dev.faultline.streams.topology;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.Topic;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.roll.ClockState;
import dev.faultline.streams.roll.NodeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollLog;
import dev.faultline.streams.roll.RollSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Places the nodes of one partition and rolls its populations. Emits partial tallies when a tick
 * closes slots, a placement whenever a node's place changes, and a dead letter for each record that
 * cannot be read, which changes nothing else. All state is in two stores; the rest is rebuilt from
 * them when the task starts.
 */
final class RollWindows implements Processor<byte[], byte[], String, Object> {

  static final String NODE_STORE = "roll-nodes";
  static final String CLOCK_STORE = "roll-clocks";

  private final PlaceNodes placer;
  private final Networks networks;
  private final int partitions;
  private final Map<Population, PopulationRoll> rolls = new HashMap<>();
  private Population lastPopulation;
  private PopulationRoll lastRoll;
  private ProcessorContext<String, Object> context;
  private WriteBehindStore<NodeState> nodes;
  private KeyValueStore<String, ClockState> clocks;

  RollWindows(PlaceNodes placer, Networks networks, int partitions) {
    this.placer = placer;
    this.networks = networks;
    this.partitions = partitions;
  }

  static RollSettings settings(PopulationRules rules) {
    return new RollSettings(rules.stepMillis(), rules.graceMillis(), rules.windowSeconds());
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    nodes = context.getStateStore(NODE_STORE);
    clocks = context.getStateStore(CLOCK_STORE);
    rolls.clear();
    lastPopulation = null;
    try (KeyValueIterator<String, ClockState> all = clocks.all()) {
      while (all.hasNext()) {
        KeyValue<String, ClockState> entry = all.next();
        roll(Population.parse(entry.key)).restore(entry.value);
      }
    }
    try (KeyValueIterator<String, NodeState> all = nodes.open(this::state)) {
      while (all.hasNext()) {
        KeyValue<String, NodeState> entry = all.next();
        Population population = Population.parse(entry.key);
        roll(population).restore(nodeId(population, entry.key), entry.value);
      }
    }
  }

  private NodeState state(String key) {
    Population population = Population.parse(key);
    return roll(population).write(nodeId(population, key));
  }

  private static String nodeId(Population population, String key) {
    return key.substring(population.nodeKey("").length());
  }

  /** Records of one population often come in a row, with the same object of it. */
  private PopulationRoll roll(Population population) {
    if (population != lastPopulation) {
      lastRoll = findRoll(population);
      lastPopulation = population;
    }
    return lastRoll;
  }

  private PopulationRoll findRoll(Population population) {
    return rolls.computeIfAbsent(
        population,
        key ->
            new PopulationRoll(
                settings(networks.rules(key)),
                context.taskId().partition(),
                partitions,
                new StoreLog(key)));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      NodeEvent event = placer.read(record);
      PopulationRoll roll = roll(event.population());
      if (event instanceof NodeEvent.PlacedObservation observation) {
        observe(roll, observation, record.timestamp());
      } else if (event instanceof NodeEvent.Tick tick) {
        close(roll, tick, record.timestamp());
      }
    } catch (PoisonException poison) {
      context.forward(DeadLetters.of(context, Topic.OBSERVATIONS, record, poison.getMessage()));
    }
  }

  private void close(PopulationRoll roll, NodeEvent.Tick tick, long timestamp) {
    for (PartialTally partial : roll.tick(timestamp, tick.incidentsThrough())) {
      context.forward(new Record<>(tick.population().key(), partial, timestamp));
    }
  }

  private void observe(PopulationRoll roll, NodeEvent.PlacedObservation event, long timestamp) {
    Standing standing = event.standing();
    String nodeId = standing.nodeId();
    if (roll.observe(nodeId, standing.seen(event.observedAt()), standing.digest())) {
      RecordMetadata where = context.recordMetadata().orElseThrow();
      context.forward(
          new Record<>(
              event.population().nodeKey(nodeId),
              standing.placement(event.observedAt(), where.partition(), where.offset()),
              timestamp));
    }
  }

  /** Writes one population's state to the stores. */
  private final class StoreLog implements RollLog {
    private final Population population;

    StoreLog(Population population) {
      this.population = population;
    }

    @Override
    public void changed(String nodeId) {
      nodes.changed(population.nodeKey(nodeId));
    }

    @Override
    public void save(ClockState state) {
      clocks.put(population.key(), state);
    }
  }
}
