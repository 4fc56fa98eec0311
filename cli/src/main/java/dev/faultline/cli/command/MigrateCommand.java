package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.LogFormat;
import dev.faultline.cli.option.NetworksFile;
import dev.faultline.cli.output.Lines;
import dev.faultline.cli.service.Rules;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.streams.network.Networks;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      defaultValue = "${env:FAULTLINE_REPLICATION:-1}",
      description =
          "Replicas of new topics (FAULTLINE_REPLICATION; default: 1; now: ${DEFAULT-VALUE}).")
  private short replication;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      defaultValue = "${env:FAULTLINE_CLICKHOUSE_CLUSTER}",
      description =
          "ClickHouse cluster to create replicated tables on (FAULTLINE_CLICKHOUSE_CLUSTER).")
  private Optional<String> cluster;

  @Option(
      names = "--readers",
      description =
          "On a server: also create the role faultline_reader, which reads within limits of rows"
              + " and time, and the dictionaries of providers and networks.")
  private boolean readers;

  @Override
  public Integer call() throws Exception {
    Networks networks = networksFile.load();
    Consumer<String> lines = Lines.to(spec.commandLine().getOut());
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    List<String> topics = TopicAdmin.createTopics(addresses.adminClient(), partitions, replication);
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
}
