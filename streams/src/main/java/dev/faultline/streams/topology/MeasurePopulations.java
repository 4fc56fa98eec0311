package dev.faultline.streams.topology;

import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.Population;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.impact.HostedStep;
import dev.faultline.streams.incidentlog.IncidentLog;
import dev.faultline.streams.incidentlog.IncidentView;
import dev.faultline.streams.incidentlog.RestoredIncidents;
import dev.faultline.streams.index.PopulationIndex;
import dev.faultline.streams.latest.KeepLatestInstants;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.state.TallyKey;
import dev.faultline.streams.state.WaitingKey;
import dev.faultline.streams.stress.Scenarios;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Merges the partitions' partial tallies of each population and publishes the index rows of every T
 * that all partitions are done with.
 */
final class MeasurePopulations implements Processor<String, PartialTally, String, SpecificRecord> {

  static final String TALLY_STORE = "merge-tallies";
  static final String WAITING_STORE = "merge-waiting";
  static final String PROGRESS_STORE = "merge-progress";
  static final String HOSTED_STORE = "measure-hosted";
  static final String IMPACT_STORE = "measure-impacts";
  static final String ALERT_STORE = "measure-alerts";

  /** Downstream: the index topics, and the compacted ones of the newest rows. */
  static final String INDICES = "publish-indices";

  static final String LATEST = "publish-latest";

  private final Networks networks;
  private final Scenarios scenarios;
  private final AlertRules alertRules;
  private final RegistryReader<IncidentRevision> incidentReader;
  private final RestoredIncidents restored;
  private final Map<Population, Measurement> measurements = new HashMap<>();
  private ProcessorContext<String, SpecificRecord> context;
  private PromptCommit commit;
  private KeyValueStore<String, TallyState> tallies;
  private KeyValueStore<String, PartialTally> waiting;
  private KeyValueStore<String, MergeState> progress;
  private KeyValueStore<String, HostedStep> hosted;
  private KeyValueStore<String, ImpactRow> impacts;
  private KeyValueStore<String, SubjectAlerts> alerts;
  private KeyValueStore<String, Long> latestInstants;
  private IncidentLog incidents;

  private record Measurement(PopulationMerge merge, PopulationIndex index) {}

  MeasurePopulations(
      Networks networks,
      Scenarios scenarios,
      AlertRules alertRules,
      RegistryReader<IncidentRevision> incidentReader,
      RestoredIncidents restored) {
    this.networks = networks;
    this.scenarios = scenarios;
    this.alertRules = alertRules;
    this.incidentReader = incidentReader;
    this.restored = restored;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    commit = new PromptCommit(context);
    tallies = context.getStateStore(TALLY_STORE);
    waiting = context.getStateStore(WAITING_STORE);
    progress = context.getStateStore(PROGRESS_STORE);
    hosted = context.getStateStore(HOSTED_STORE);
    impacts = context.getStateStore(IMPACT_STORE);
    alerts = context.getStateStore(ALERT_STORE);
    latestInstants = context.getStateStore(KeepLatestInstants.STORE);
    incidents =
        new IncidentLog(
            context.<KeyValueStore<Long, byte[]>>getStateStore(IncidentLog.STORE),
            incidentReader,
            restored,
            Pause.SLEEP);
    measurements.clear();
    try (KeyValueIterator<String, MergeState> all = progress.all()) {
      while (all.hasNext()) {
        KeyValue<String, MergeState> entry = all.next();
        Population population = Population.parse(entry.key);
        RollWindows.settings(networks.rules(population))
            .requireSame(entry.key, entry.value.getRolledBy());
        measurement(population).merge().restore(entry.value);
      }
    }
    try (KeyValueIterator<String, TallyState> all = tallies.all()) {
      while (all.hasNext()) {
        KeyValue<String, TallyState> entry = all.next();
        TallyKey key = TallyKey.parse(entry.key);
        measurement(key.population())
            .merge()
            .restore(key.band(), key.dimension(), key.entity(), entry.value);
      }
    }
    try (KeyValueIterator<String, PartialTally> all = waiting.all()) {
      while (all.hasNext()) {
        KeyValue<String, PartialTally> entry = all.next();
        measurement(WaitingKey.population(entry.key)).merge().restore(entry.value);
      }
    }
    restoreImpacts();
  }

  private void restoreImpacts() {
    try (KeyValueIterator<String, HostedStep> all = hosted.all()) {
      while (all.hasNext()) {
        KeyValue<String, HostedStep> entry = all.next();
        measurement(Population.parse(entry.key)).index().impacts().restore(entry.value);
      }
    }
    try (KeyValueIterator<String, ImpactRow> all = impacts.all()) {
      while (all.hasNext()) {
        KeyValue<String, ImpactRow> entry = all.next();
        measurement(Population.parse(entry.key)).index().impacts().restore(entry.value);
      }
    }
  }

  private Measurement measurement(Population population) {
    return measurements.computeIfAbsent(
        population,
        key -> {
          PopulationRules rules = networks.rules(key);
          PopulationMerge merge =
              new PopulationMerge(
                  RollWindows.settings(rules), new StoredMerge(key, tallies, waiting, progress));
          return new Measurement(
              merge,
              new PopulationIndex(
                  rules,
                  scenarios,
                  new IncidentView(incidents),
                  new IndexForwarder(key, context, latestInstants),
                  new StoredImpacts(key, hosted, impacts),
                  alertRules,
                  new StoredAlerts(alerts)));
        });
  }

  @Override
  public void process(Record<String, PartialTally> record) {
    Measurement measurement = measurement(Population.parse(record.key()));
    measurement
        .merge()
        .report(
            record.value(),
            closed -> {
              measurement.index().publish(closed);
              if (record.value().getCaughtUp()) {
                commit.ask();
              }
            });
  }
}
