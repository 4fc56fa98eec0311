package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Rules;
import dev.faultline.schemas.Replication;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.sql.migrate.SchemaScript;
import dev.faultline.streams.network.Networks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings topics, schemas and tables up to date. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Create topics, register schemas and migrate ClickHouse. Safe to run again.")
public final class MigrateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private LogFormat logFormat;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;
  @Mixin private NetworksFile networksFile;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_PARTITIONS}",
      description =
          "Partitions of new topics that can have several (FAULTLINE_PARTITIONS; default: 4).")
  private Optional<Integer> partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_REPLICATION}",
      description =
          "Replicas of new topics (FAULTLINE_REPLICATION; default: 3, or as many as there are"
              + " brokers).")
  private Optional<Integer> replication;

  @Option(
      names = "--min-isr",
      paramLabel = "N",
      defaultValue = "${env:FAULTLINE_MIN_ISR}",
      description =
          "Replicas that must have a record before it is acknowledged (FAULTLINE_MIN_ISR; default:"
              + " one fewer than there are).")
  private Optional<Integer> minInSync;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_CLUSTER}",
      description =
          "ClickHouse cluster to create replicated tables on (FAULTLINE_CLICKHOUSE_CLUSTER).")
  private Optional<String> cluster;

  @Option(
      names = "--print",
      description =
          "Print ClickHouse's statements for an empty database, with --readers those too, and"
              + " change nothing.")
  private boolean print;

  @Option(
      names = "--readers",
      description =
          "On a server: also create the role faultline_reader, which reads within limits of rows"
              + " and time, and the dictionaries of providers and networks.")
  private boolean readers;

  @Override
  public Integer call() throws Exception {
    Consumer<String> lines = Lines.to(spec.commandLine().getOut());
    if (print) {
      printStatements(lines);
      return 0;
    }
    Networks networks = networksFile.load();
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    List<String> topics =
        TopicAdmin.createTopics(addresses.adminClient(), partitions, topicReplication());
    TopicAdmin.registerSchemas(addresses.kafka().registry());
    Migrator migrator = Migrator.bundled(clickHouse, cluster);
    List<String> files = migrator.migrate();
    Rules.publish(clickHouse, networks);
    if (readers) {
      migrator.grantReaders();
      migrator.createDictionaries();
    }
    lines.accept(
        "topics created: %d, migrations applied: %d".formatted(topics.size(), files.size()));
    topics.forEach(topic -> lines.accept("  " + topic));
    files.forEach(file -> lines.accept("  " + file));
    return 0;
  }

  private void printStatements(Consumer<String> lines) throws MigrationException {
    SchemaScript script = SchemaScript.of(login.database(), cluster);
    script.statements().forEach(statement -> lines.accept(statement + ";\n"));
    if (readers) {
      script.readers().forEach(statement -> lines.accept(statement + ";\n"));
    }
  }

  private Replication topicReplication() throws ExecutionException, InterruptedException {
    try {
      return TopicAdmin.replication(addresses.adminClient(), replication, minInSync);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
