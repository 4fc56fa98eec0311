package dev.faultline.cli.command;

import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.schemas.Topic;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.SinkSettings;
import dev.faultline.sql.replay.Replay;
import dev.faultline.sql.replay.ReplayRange;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lands records again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Land records of a topic in ClickHouse again, such as after rows were lost there.",
      "They land under a new epoch, so that they win against what had landed. A sink of a smaller"
          + " epoch stops; start it again with the epoch of the replay. 'up' does so by itself."
    })
public final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Option(
      names = "--topic",
      required = true,
      paramLabel = "T",
      description = "Such as faultline.decentralization.v1, or decentralization for short.")
  private String topic;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "From the first record of this event time or later (default: the beginning).")
  private Optional<Instant> from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "To before the first record of this event time or later (default: the end).")
  private Optional<Instant> to;

  @Option(
      names = "--epoch",
      required = true,
      paramLabel = "N",
      description = "Greater than any that has landed of the topic, at most 65535.")
  private int epoch;

  @Override
  public Integer call() throws Exception {
    Topic wanted = find();
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    Replay replay;
    try {
      replay =
          new Replay(
              SinkSettings.of(addresses.kafka(), clickHouse),
              new ReplayRange(wanted, from, to, epoch));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      Map<String, Long> rows = replay.run();
      if (rows.isEmpty()) {
        out.println("no records in this range");
      }
      rows.forEach((table, count) -> out.printf("%s: %d rows of epoch %d%n", table, count, epoch));
    } catch (SinkException e) {
      spec.commandLine().getErr().println("faultline: " + e.getMessage());
      return 1;
    }
    out.printf("start sinks with --epoch %d from now on (FAULTLINE_SINK_EPOCH=%1$d)%n", epoch);
    out.flush();
    return 0;
  }

  private Topic find() {
    return Arrays.stream(Topic.values())
        .filter(each -> topic.equals(each.topicName()) || topic.equals(shortName(each)))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "There is no topic '"
                        + topic
                        + "'. There are: "
                        + Arrays.stream(Topic.values())
                            .map(ReplayCommand::shortName)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static String shortName(Topic topic) {
    return topic.topicName().replaceAll("^faultline\\.|\\.v[0-9]+$", "");
  }
}
