package dev.faultline.cli.snapshot;

import dev.faultline.cli.doctor.SinkProgress;
import dev.faultline.cli.output.BuildCommit;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.service.kafka.KafkaConfiguration;
import dev.faultline.snapshot.Closing;
import dev.faultline.snapshot.SnapshotException;
import dev.faultline.snapshot.SnapshotMaker;
import dev.faultline.snapshot.SnapshotRunner;
import dev.faultline.snapshot.announce.KafkaAnnouncer;
import dev.faultline.snapshot.schedule.Schedule;
import dev.faultline.snapshot.schedule.SnapshotService;
import dev.faultline.sql.ClickHouse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** Puts runs together from a stack's addresses. */
public final class SnapshotRuns {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private SnapshotRuns() {}

  /**
   * Runs against a stack.
   *
   * @param admin settings of a Kafka admin client
   * @param all the folder of all snapshots
   * @param version of this build
   */
  public static SnapshotRunner runner(
      ClickHouse clickHouse,
      KafkaConfiguration kafka,
      Map<String, Object> admin,
      Path all,
      SnapshotOptions options,
      String version,
      Consumer<String> progress)
      throws InterruptedException {
    return new SnapshotRunner(
        new Closing(clickHouse),
        () -> awaitLanded(admin),
        new SnapshotMaker(clickHouse, LocalScratch::start, version, BuildCommit.text(), progress),
        new KafkaAnnouncer(kafka),
        all,
        options.networks(),
        options.format(),
        options.withAddresses(),
        options.reason());
  }

  /** Snapshots of a whole pipeline on a schedule; not started yet. */
  public static SnapshotService service(
      Pipeline pipeline, Path all, Schedule times, String version, Consumer<String> lines)
      throws InterruptedException {
    String bootstrap = pipeline.stack().bootstrapServers();
    SnapshotRunner runner =
        runner(
            pipeline.clickHouse(),
            KafkaConfiguration.of(bootstrap, pipeline.stack().registryUrl()),
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            all,
            new SnapshotOptions(),
            version,
            line -> {});
    return new SnapshotService(
        times, all, Optional.empty(), runner::run, lines, pipeline.metrics(), Clock.systemUTC());
  }

  private static void awaitLanded(Map<String, Object> admin) throws Exception {
    try (Admin kafka = Admin.create(admin)) {
      if (!new SinkProgress(kafka).await(PATIENCE)) {
        throw new SnapshotException(
            "Rows that are in Kafka have not landed within %d s. Check the sink with 'faultline doctor'."
                .formatted(PATIENCE.toSeconds()));
      }
    }
  }
}
