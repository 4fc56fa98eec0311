package dev.faultline.streams.recompute;

import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.decode.NodeEvent;
import dev.faultline.streams.decode.ObservationDecoder;
import dev.faultline.streams.decode.PlacedObservation;
import dev.faultline.streams.decode.PoisonException;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.incidentlog.IncidentLog;
import dev.faultline.streams.incidentlog.IncidentView;
import dev.faultline.streams.index.IndexSink;
import dev.faultline.streams.index.PopulationIndex;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.node.NodeEntry;
import dev.faultline.streams.node.NodeStateCache;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.PopulationRoll;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.stress.Scenarios;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rolling engine over the records of one network, with nothing that a restart would need: the
 * same rolls, merges and measures as in the topology. Records are given partition by partition in
 * their order; how the partitions alternate makes no difference.
 */
public final class NetworkEngine {

  private final String network;
  private final int partitions;
  private final Networks networks;
  private final Scenarios scenarios;
  private final Enricher tables;
  private final ObservationDecoder decoder;
  private final IncidentLog incidents;
  private final Function<Population, IndexSink> sinks;
  private final Map<Population, Rolled> populations = new HashMap<>();
  private long refused;

  /**
   * @param network whose records are taken in; others are passed over
   * @param partitions of the observation topic
   * @param sinks where the rows of a population go
   */
  public NetworkEngine(
      String network,
      int partitions,
      Networks networks,
      Scenarios scenarios,
      Enricher tables,
      ObservationDecoder decoder,
      IncidentLog incidents,
      Function<Population, IndexSink> sinks) {
    this.network = network;
    this.partitions = partitions;
    this.networks = networks;
    this.scenarios = scenarios;
    this.tables = tables;
    this.decoder = decoder;
    this.incidents = incidents;
    this.sinks = sinks;
  }

  /** Takes in the next record of its partition. */
  public void read(ConsumerRecord<byte[], byte[]> record) {
    if (!isOfNetwork(record.key())) {
      return;
    }
    try {
      NodeEvent event = decoder.decode(record, tables);
      Rolled population = populations.computeIfAbsent(event.population(), Rolled::new);
      if (event instanceof PlacedObservation observation) {
        population.observe(record.partition(), observation);
      } else if (event instanceof NodeEvent.Progress progress) {
        population.close(record.partition(), progress.watermark());
      }
    } catch (PoisonException poison) {
      // the engine sent it to the dead letters when it first read it
      refused++;
    }
  }

  /** Records of the network that could not be read. */
  public long refused() {
    return refused;
  }

  private boolean isOfNetwork(byte[] key) {
    if (key == null) {
      return false;
    }
    String text = new String(key, StandardCharsets.UTF_8);
    int begin = Population.isWatermarkKey(text) ? text.indexOf('/') + 1 : 0;
    return text.startsWith(network + "/", begin);
  }

  /** A population over all partitions. */
  private final class Rolled {
    private final List<Part> parts = new ArrayList<>();
    private final PopulationMerge merge;
    private final PopulationIndex index;

    Rolled(Population population) {
      PopulationRules rules = networks.rules(population);
      RollSettings settings =
          new RollSettings(
              rules.stepMillis(),
              rules.graceMillis(),
              rules.windowSeconds(),
              rules.publisherLagMillis());
      for (int partition = 0; partition < partitions; partition++) {
        parts.add(new Part(population, partition, settings));
      }
      merge = new PopulationMerge(settings, Forgetful.MERGE);
      index =
          new PopulationIndex(
              rules,
              scenarios,
              new IncidentView(incidents),
              sinks.apply(population),
              Forgetful.IMPACTS,
              AlertRules.none(),
              Forgetful.ALERTS);
    }

    void observe(int partition, PlacedObservation observation) {
      parts.get(partition).observe(observation);
    }

    void close(int partition, Watermark watermark) {
      for (PartialTally partial : parts.get(partition).close(watermark)) {
        merge.report(partial, index::publish);
      }
    }
  }

  /** A population in one partition. */
  private final class Part {
    private final Population population;
    private final NodeStateCache cache;
    private final PopulationRoll roll;
    private final Map<String, NodeEntry> nodes = new HashMap<>();

    Part(Population population, int partition, RollSettings settings) {
      this.population = population;
      this.cache = new NodeStateCache((key, state) -> {}, (number, block) -> {});
      this.roll = new PopulationRoll(settings, partition, partitions, cache);
    }

    void observe(PlacedObservation observation) {
      NodeEntry node = nodes.get(observation.nodeId());
      if (node == null || node.isForgettable()) {
        // the cache has forgotten it with everything that was known of it
        node = new NodeEntry(population, 0, observation.nodeId());
        nodes.put(observation.nodeId(), node);
        cache.add(node);
      }
      roll.observe(
          node, observation.observedAt(), observation.attributes(node.id()), observation.digest());
    }

    List<PartialTally> close(Watermark watermark) {
      List<PartialTally> partials = roll.watermark(watermark, false);
      // empties the list of nodes that have changed
      cache.write();
      return partials;
    }
  }
}
