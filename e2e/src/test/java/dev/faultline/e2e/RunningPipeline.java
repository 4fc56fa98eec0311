package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.cli.Main;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.cli.service.PipelineSettings;
import dev.faultline.cli.service.PollService;
import dev.faultline.cli.service.Shutdown;
import dev.faultline.cli.snapshot.SnapshotRuns;
import dev.faultline.ingest.poll.FeedFile;
import dev.faultline.ingest.poll.FolderFormats;
import dev.faultline.ingest.publish.kafka.KafkaConnection;
import dev.faultline.local.LocalStack;
import dev.faultline.local.Settings;
import dev.faultline.notify.Webhook;
import dev.faultline.notify.WebhookNotifier;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.service.health.Health;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.snapshot.schedule.Cron;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.stress.Scenarios;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** A whole pipeline in this process, on free ports, and the command line against it. */
final class RunningPipeline implements AutoCloseable {

  static final Duration LONG = Duration.ofSeconds(90);

  /** Dimensions by weightings. */
  private static final int ROWS_OF_A_WINDOW = 9 * 2;

  private final Shutdown shutdown = new Shutdown();
  private final Pipeline pipeline;

  /** What a command answered: its exit code, and what it printed. */
  record Answer(int exitCode, String said) {}

  RunningPipeline(Path data, Networks networks) throws Exception {
    pipeline =
        Pipeline.start(
            new PipelineSettings(
                Settings.in(data).withFreePorts(),
                0,
                0,
                networks,
                Scenarios.load(),
                AlertRules.load(),
                StreamsSettings.DEFAULT_APPLICATION_ID),
            Enrichers::asInstalled,
            shutdown,
            line -> {});
  }

  String bootstrapServers() {
    return pipeline.stack().bootstrapServers();
  }

  String registryUrl() {
    return pipeline.stack().registryUrl();
  }

  String gatewayUrl() {
    return pipeline.gatewayUrl();
  }

  LocalStack stack() {
    return pipeline.stack();
  }

  /** What is not ready, by part; empty when all is. */
  Map<String, String> problems() {
    return pipeline.health().stream()
        .filter(part -> !part.isUp())
        .collect(Collectors.toMap(Health::part, part -> part.problem().orElseThrow()));
  }

  String operationsUrl() {
    return pipeline.operationsUrl();
  }

  /** What a poller, a scheduler of snapshots and a webhook here would tell of themselves. */
  void countPollsAndSnapshots(Path folder) throws Exception {
    String feeds =
        """
        feeds:
          - name: nobody
            url: http://127.0.0.1:9/
            format: aws-health-json
            interval: 1m
            allow: [127.0.0.1]
        """;
    try (PollService poller =
        new PollService(
            FeedFile.read(
                new ByteArrayInputStream(feeds.getBytes(StandardCharsets.UTF_8)),
                new FolderFormats(folder)),
            KafkaConnection.to(bootstrapServers(), registryUrl()),
            Networks.load(),
            "faultline",
            pipeline.metrics())) {
      poller.once();
    }
    // not started: it counts from the beginning
    var unused = SnapshotRuns.service(pipeline, folder, Cron.of("0 0 * * *"), "test", line -> {});
    var unusedToo =
        new WebhookNotifier(
            new Webhook(
                "nobody",
                Webhook.Format.SLACK,
                URI.create("http://127.0.0.1:9/"),
                Optional.empty(),
                AlertSeverity.CRITICAL),
            KafkaConfiguration.of(bootstrapServers(), registryUrl()),
            pipeline.metrics());
  }

  ClickHouse clickHouse() {
    return pipeline.clickHouse();
  }

  /** Runs a command that must succeed. */
  void run(String command, String... args) {
    Answer answer = execute(command, args);
    assertThat(answer.exitCode()).as(answer.said()).isZero();
  }

  /** Runs a command. */
  Answer execute(String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    if (command.equals("import")) {
      all.add("--joining=PT0.5S");
    }
    all.add("--bootstrap-servers=" + pipeline.stack().bootstrapServers());
    all.add("--registry-url=" + pipeline.stack().registryUrl());
    all.add("--clickhouse-url=" + clickHouse().url());
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return new Answer(line.execute(all.toArray(new String[0])), said.toString());
  }

  /**
   * Waits until all rows of a population's instant have landed, and the shares of its providers.
   */
  void awaitRows(String network, String at, int windows) {
    String landed =
        "SELECT uniqExact(window_s, dimension, weighting) FROM %s WHERE network = '%s'"
            + " AND at = toDateTime64('%s', 3, 'UTC') AND (%s)";
    String rows = landed.formatted("decentralization", network, at, "1");
    String shares = landed.formatted("entity_shares", network, at, "dimension = 'node'");
    await().atMost(LONG).until(() -> one(rows).equals("" + windows * ROWS_OF_A_WINDOW));
    await().atMost(LONG).until(() -> one(shares).equals("" + windows * 2));
  }

  /** The one row of a query, its cells joined by spaces. */
  String one(String sql) throws Exception {
    return Query.one(clickHouse(), sql);
  }

  List<String> rows(String sql) throws Exception {
    return Query.rows(clickHouse(), sql);
  }

  @Override
  public void close() {
    shutdown.close();
  }
}
