package dev.faultline.cli.command;

import com.clickhouse.data.ClickHouseFormat;
import dev.faultline.cli.option.Addresses;
import dev.faultline.cli.option.ClickHouseLogin;
import dev.faultline.cli.output.NearestName;
import dev.faultline.cli.query.AnswerTable;
import dev.faultline.cli.query.QueryList;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.query.NamedQueries;
import dev.faultline.sql.query.NamedQuery;
import dev.faultline.sql.query.QueryRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers a question whose SQL comes with the build. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Ask ClickHouse a named query, such as 'query halted-by --param scenario=aws/us-east-1'.",
      "'query --list' names them, with their parameters."
    })
public final class QueryCommand implements Callable<Integer> {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private Addresses addresses;
  @Mixin private ClickHouseLogin login;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Which query.")
  private Optional<String> name;

  @Option(
      names = {"--param", "-p"},
      paramLabel = "NAME=VALUE",
      description = "Value of a parameter. May be given several times.")
  private Map<String, String> given = new LinkedHashMap<>();

  @ArgGroup private Output output = new Output();

  /** How to print; a table if none is given. */
  private static final class Output {
    @Option(names = "--json", description = "Print a JSON array with an object a row.")
    private boolean json;

    @Option(names = "--csv", description = "Print CSV with a header.")
    private boolean csv;

    @Option(names = "--sql", description = "Print the query's file and do not run it.")
    private boolean sql;

    @Option(names = "--list", description = "List the queries.")
    private boolean list;
  }

  @Override
  public Integer call() throws Exception {
    NamedQueries queries = NamedQueries.bundled();
    PrintWriter out = spec.commandLine().getOut();
    if (output.list) {
      out.print(QueryList.of(queries.all()));
    } else {
      NamedQuery query = find(queries);
      out.print(output.sql ? query.text() : answer(query));
    }
    out.flush();
    return 0;
  }

  private NamedQuery find(NamedQueries queries) {
    if (name.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name a query. There are: " + names(queries) + ".");
    }
    return queries.find(name.get()).orElseThrow(() -> noSuch(name.get(), queries));
  }

  private ParameterException noSuch(String wrong, NamedQueries queries) {
    String meant =
        NearestName.of(wrong, queries.all().stream().map(NamedQuery::name).toList())
            .map(near -> "did you mean '" + near + "'? ")
            .orElse("");
    return new ParameterException(
        spec.commandLine(),
        "There is no query '" + wrong + "'; " + meant + "There are: " + names(queries) + ".");
  }

  private static String names(NamedQueries queries) {
    return queries.all().stream().map(NamedQuery::name).collect(Collectors.joining(", "));
  }

  private String answer(NamedQuery query) throws Exception {
    Map<String, String> values;
    try {
      values = query.bind(given, Clock.systemUTC().instant());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    ClickHouse clickHouse = login.at(addresses.clickhouseUrl());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (QueryRunner runner = new QueryRunner(clickHouse, TIMEOUT)) {
      runner.run(query, values, format(), bytes);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (output.json) {
      return text.isBlank()
          ? "[]\n"
          : text.strip().lines().collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
    }
    return output.csv ? text : AnswerTable.of(text);
  }

  /** A table's cells are text already, so that every type looks as ClickHouse shows it. */
  private ClickHouseFormat format() {
    if (output.json) {
      return ClickHouseFormat.JSONEachRow;
    }
    return output.csv
        ? ClickHouseFormat.CSVWithNames
        : ClickHouseFormat.JSONCompactStringsEachRowWithNames;
  }
}
