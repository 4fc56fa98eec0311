package dev.faultline.cli.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.api.index.DetailRows;
import dev.faultline.api.index.IndexQuestion;
import dev.faultline.api.index.IndexRows;
import dev.faultline.api.index.PopulationDetails;
import dev.faultline.api.index.PopulationIndex;
import dev.faultline.api.index.PopulationJson;
import dev.faultline.cli.doctor.FailingFeeds;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.option.Positive;
import dev.faultline.cli.top.DetailPage;
import dev.faultline.cli.top.NoSuchNetwork;
import dev.faultline.cli.top.OverviewTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how resilient each network is. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = {
      "How resilient each network is: a line for each, refreshed until Ctrl-C.",
      "'top NETWORK' shows one in detail: its dimensions, its largest entities, open outages."
    })
public final class TopCommand implements Callable<Integer> {

  private static final int ENTITIES = 5;

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Parameters(
      arity = "0..1",
      paramLabel = "NETWORK[/LAYER]",
      description = "This network in detail (default: a line for each network).")
  private Optional<String> named;

  @Option(names = "--network", paramLabel = "N", description = "The same as NETWORK.")
  private Optional<String> network;

  @Option(
      names = "--window",
      paramLabel = "SECONDS",
      description = "This window (default: the longest of each population).")
  private Optional<Integer> window;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "As it was published for this time, such as 2025-10-20T08:00:00Z, or the last one before"
              + " (default: now).")
  private Optional<Instant> at;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      converter = Positive.class,
      description = "Time between refreshes (default: ${DEFAULT-VALUE}).")
  private int interval;

  @Option(names = "--once", description = "Print once and exit; so too if not on a terminal.")
  private boolean once;

  @Option(names = "--json", description = "Print once, as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    IndexQuestion question = question();
    boolean refreshes = System.console() != null && !once && !json && at.isEmpty();
    try (Connection connection =
        login.at(addresses.clickhouseUrl()).connect(Duration.ofSeconds(30))) {
      while (true) {
        Optional<String> page = page(question, connection);
        if (page.isEmpty()) {
          return 1;
        }
        print((refreshes ? "\033[H\033[2J" : "") + page.get());
        if (!refreshes) {
          return 0;
        }
        TimeUnit.SECONDS.sleep(interval);
      }
    }
  }

  private IndexQuestion question() {
    if (named.isPresent() && network.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "Give a network once: NETWORK, or --network.");
    }
    Optional<String> wanted = named.isPresent() ? named : network;
    String[] words = wanted.orElse("").split("/", 2);
    return new IndexQuestion(
        wanted.map(name -> words[0]),
        words.length == 2 ? Optional.of(words[1]) : Optional.empty(),
        window,
        at);
  }

  /** Empty, with the reason on standard error, if there is none of what was asked for. */
  private Optional<String> page(IndexQuestion question, Connection connection)
      throws SQLException, IOException {
    List<PopulationIndex> populations = new IndexRows(connection).read(question);
    if (populations.isEmpty()) {
      Optional<String> why = NoSuchNetwork.reason(question, connection);
      if (why.isPresent()) {
        spec.commandLine().getErr().println("faultline: " + why.get());
        spec.commandLine().getErr().flush();
        return Optional.empty();
      }
      return Optional.of(
          json
              ? "[ ]"
              : "No indices yet: import something, or wait for the next watermark."
                  + warnings(connection));
    }
    Instant now = at.orElseGet(Clock.systemUTC()::instant);
    if (question.network().isEmpty()) {
      return Optional.of(
          json
              ? json(populations.stream().map(each -> PopulationJson.of(each, now)).toList())
              : OverviewTable.of(populations, now).stripTrailing() + warnings(connection));
    }
    List<PopulationDetails> details = new ArrayList<>();
    for (PopulationIndex population : populations) {
      details.add(new DetailRows(connection).read(population, ENTITIES));
    }
    return Optional.of(
        json
            ? json(details.stream().map(each -> PopulationJson.ofDetails(each, now)).toList())
            : details.stream()
                .map(each -> DetailPage.of(each, now).stripTrailing())
                .collect(Collectors.joining("\n\n")));
  }

  /** Feeds that fail now say nothing of what was known in the past. */
  private String warnings(Connection connection) throws SQLException {
    return at.isPresent()
        ? ""
        : FailingFeeds.of(connection).stream()
            .map(feed -> "\n" + feed.text())
            .collect(Collectors.joining());
  }

  private static String json(List<Map<String, Object>> populations) throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(populations);
  }

  private void print(String page) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(page);
    out.flush();
  }
}
