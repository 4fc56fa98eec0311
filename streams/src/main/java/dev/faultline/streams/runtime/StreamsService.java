package dev.faultline.streams.runtime;

import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import dev.faultline.service.lifecycle.Service;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.decode.Pause;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.pack.BatchingClientSupplier;
import dev.faultline.streams.stress.Scenarios;
import dev.faultline.streams.topology.IndexSettings;
import dev.faultline.streams.topology.IndexTopology;
import dev.faultline.streams.topology.ReliabilityTopology;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topologies, each by itself. A stream thread that fails is replaced, since its work is
 * done again, but not for ever: too many failures in a short time, and what needs a person at once,
 * such as state that cannot be gone on with, stop all of it: {@link #failure()}.
 */
public final class StreamsService implements Service {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsService.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);
  private static final int REQUEST_MILLIS = 5000;

  /**
   * Streams by default stay a member of their group when they close, for a quick return; then
   * nobody would take over their tasks, the next start included, until the session times out.
   */
  private static final CloseOptions LEAVING =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(CLOSE_WITHIN);

  private final StreamsSettings settings;
  private final Networks networks;
  private final Scenarios scenarios;
  private final AlertRules alertRules;
  private final Supplier<Enricher> enricher;
  private final List<KafkaStreams> all = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final ThreadFailures threadFailures =
      new ThreadFailures(Clock.systemUTC(), Pause.SLEEP, failure::complete);
  private final Clock clock = Clock.systemUTC();
  private final TaskProgress progress = new TaskProgress();
  private Instance instance;
  private Admin admin;
  private AbandonedTransactions abandoned;

  /** With the scenarios and alert rules that ship. */
  public StreamsService(StreamsSettings settings, Networks networks, Supplier<Enricher> enricher) {
    this(settings, networks, Scenarios.load(), AlertRules.load(), enricher);
  }

  /**
   * @param networks the rules to measure by
   * @param scenarios what populations are stressed by
   * @param alertRules what is told of populations and feeds
   */
  public StreamsService(
      StreamsSettings settings,
      Networks networks,
      Scenarios scenarios,
      AlertRules alertRules,
      Supplier<Enricher> enricher) {
    this.settings = settings;
    this.networks = networks;
    this.scenarios = scenarios;
    this.alertRules = alertRules;
    this.enricher = enricher;
  }

  @Override
  public String name() {
    return "streams";
  }

  /**
   * Starts. The topics must exist.
   *
   * @throws ExecutionException if the broker does not know the observation topic, or refuses one
   * @throws IOException if another process has the state folder, or if it cannot be used
   */
  @Override
  public void start() throws ExecutionException, InterruptedException, IOException {
    instance = Instance.in(settings.stateFolder());
    try {
      TopicLayout layout = RepartitionTopic.prepare(settings);
      admin = admin(settings);
      abandoned =
          new AbandonedTransactions(
              admin, Set.of(settings.applicationId(), settings.forReliability().applicationId()));
      abandoned.start();
      run(indexStreams(layout));
      run(reliabilityStreams(layout));
    } catch (ExecutionException | InterruptedException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Asks beside the streams: what is not answered soon is asked again or done without. */
  private static Admin admin(StreamsSettings settings) {
    return Admin.create(
        settings
            .kafka()
            .admin(
                Map.of(
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    REQUEST_MILLIS,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    REQUEST_MILLIS)));
  }

  private KafkaStreams indexStreams(TopicLayout layout) {
    IndexTopology topology =
        new IndexTopology(
            new IndexSettings(layout.partitions(), layout.partitions(), settings.inMemory()),
            new RegistrySerdes(settings.kafka().registry()),
            networks,
            scenarios,
            alertRules,
            enricher);
    KafkaStreams streams =
        new KafkaStreams(
            topology.get(),
            StreamsProperties.of(settings, layout, instance.id()),
            clients(
                settings, new BatchingClientSupplier(Topic.OBSERVATIONS.topicName()), instance));
    topology.restoredIncidents().askEnd(new IncidentTopicEnd(admin));
    streams.setGlobalStateRestoreListener(topology.restoredIncidents());
    return streams;
  }

  private KafkaStreams reliabilityStreams(TopicLayout layout) {
    return new KafkaStreams(
        new ReliabilityTopology(
                new RegistrySerdes(settings.kafka().registry()), alertRules, settings.inMemory())
            .get(),
        StreamsProperties.of(settings.forReliability(), layout, instance.id()),
        clients(settings, new DefaultKafkaClientSupplier(), instance));
  }

  private static KafkaClientSupplier clients(
      StreamsSettings settings, KafkaClientSupplier clients, Instance instance) {
    return settings.ownBroker()
        ? clients
        : new StableTransactionalIdSupplier(clients, instance.id());
  }

  private void run(KafkaStreams streams) {
    all.add(streams);
    streams.setUncaughtExceptionHandler(threadFailures::answer);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.REBALANCING) {
            abandoned.rebalanced();
          }
          if (now == KafkaStreams.State.ERROR) {
            failure.complete(new IllegalStateException("the streams are in an error state"));
          }
        });
    streams.start();
  }

  /** Why nothing is computed now, in words for people; empty if all goes on. */
  public Optional<String> problem() {
    if (!isRunning()) {
      return Optional.of(state());
    }
    Map<String, TaskProgress.Position> partitions = new HashMap<>();
    for (KafkaStreams streams : all) {
      for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
        for (TaskMetadata task : thread.activeTasks()) {
          task.endOffsets()
              .forEach(
                  (partition, end) ->
                      partitions.put(
                          partition.toString(),
                          new TaskProgress.Position(
                              task.committedOffsets().getOrDefault(partition, -1L), end)));
        }
      }
    }
    synchronized (progress) {
      return progress.problem(partitions, clock.instant());
    }
  }

  /** Whether all tasks of all topologies run. */
  public boolean isRunning() {
    return !all.isEmpty()
        && all.stream().allMatch(streams -> streams.state() == KafkaStreams.State.RUNNING);
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /**
   * Each topology's lifecycle state and those of its threads, as Kafka Streams names them: {@code
   * REBALANCING (PARTITIONS_ASSIGNED 4 tasks, RUNNING 4 tasks)}.
   */
  public String state() {
    return all.stream()
        .map(streams -> streams.state() + threads(streams))
        .collect(Collectors.joining("; "));
  }

  private static String threads(KafkaStreams streams) {
    if (!streams.state().isRunningOrRebalancing()) {
      return "";
    }
    return streams.metadataForLocalThreads().stream()
        .map(thread -> thread.threadState() + " " + thread.activeTasks().size() + " tasks")
        .collect(Collectors.joining(", ", " (", ")"));
  }

  /** One of each topology; their metrics are for a binder. */
  public List<KafkaStreams> streams() {
    return List.copyOf(all);
  }

  /** Finishes the transactions under way, leaves the groups and stops. */
  @Override
  public void close() {
    for (KafkaStreams streams : all) {
      if (!streams.close(LEAVING)) {
        LOG.warn("the streams did not stop within {} s", CLOSE_WITHIN.toSeconds());
      }
    }
    all.clear();
    if (abandoned != null) {
      abandoned.close();
    }
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    if (instance != null) {
      instance.close();
    }
  }
}
