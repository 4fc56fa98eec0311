package dev.faultline.bench.pipeline;

import dev.faultline.bench.Disposable;
import dev.faultline.cli.service.Pipeline;
import dev.faultline.cli.service.PipelineSettings;
import dev.faultline.cli.service.Shutdown;
import dev.faultline.local.LocalStack;
import dev.faultline.local.Settings;
import dev.faultline.providers.Providers;
import dev.faultline.sql.ClickHouse;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.RegionTable;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.stress.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** What {@code up} runs, in this process, and the import in one of its own. */
final class BenchedPipeline implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Disposable folder;
  private final Shutdown shutdown = new Shutdown();
  private final Pipeline pipeline;
  private final Connection connection;

  BenchedPipeline() throws Exception {
    folder = Disposable.folder();
    Enricher enricher = new Enricher(Providers.load(), AsnTable.empty(), RegionTable.empty());
    pipeline =
        Pipeline.start(
            new PipelineSettings(
                Settings.in(folder.path().resolve("data")).withFreePorts(),
                0,
                0,
                Networks.load(),
                Scenarios.load(),
                AlertRules.load(),
                StreamsSettings.DEFAULT_APPLICATION_ID),
            () -> () -> enricher,
            shutdown,
            event -> System.err.println("bench: " + event));
    connection = pipeline.clickHouse().connect(PATIENCE);
  }

  Path folder() {
    return folder.path();
  }

  LocalStack stack() {
    return pipeline.stack();
  }

  ClickHouse clickHouse() {
    return pipeline.clickHouse();
  }

  /** Process id of the engine. */
  long enginePid() {
    return pipeline.stack().clickhousePid();
  }

  /** Starts the command; its class path is ours, its heap that of {@code bin/faultline}. */
  Process startImport(Path file) throws IOException {
    return new ProcessBuilder(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.cli.Main",
                "import",
                "observations-json",
                "--joining=PT0S",
                "--bootstrap-servers=" + stack().bootstrapServers(),
                "--registry-url=" + stack().registryUrl(),
                file.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.path().resolve("import.log").toFile())
        .start();
  }

  /** The single number that a query gives. */
  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
    shutdown.close();
    folder.close();
  }
}
