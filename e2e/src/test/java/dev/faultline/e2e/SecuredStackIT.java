package dev.faultline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.faultline.cli.Main;
import dev.faultline.local.FreePorts;
import dev.faultline.sql.ClickHouse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The whole line through logins and TLS, each command with the one configuration. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredStackIT {

  @TempDir private static Path folder;
  private static SecuredStack secured;
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();
  private static final List<Thread> SERVICES = new ArrayList<>();

  /** What a command answered. */
  private record Answer(int exitCode, String said) {}

  @BeforeAll
  static void start() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    LOG.start();
    root.addAppender(LOG);
    secured = new SecuredStack(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    for (Thread service : SERVICES) {
      service.interrupt();
      service.join(30_000);
    }
    secured.close();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAppender(LOG);
    root.setLevel(Level.ERROR);
  }

  private static Answer run(String... arguments) {
    StringWriter said = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    return new Answer(line.execute(arguments), said.toString());
  }

  private static String[] login(String... command) throws Exception {
    return with(command, secured.saslPort, secured.loginFile().toString());
  }

  private static String[] tls(String... command) throws Exception {
    return with(command, secured.tlsPort, secured.tlsFile().toString());
  }

  private static String[] with(String[] command, int port, String file) throws Exception {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--bootstrap-servers=127.0.0.1:" + port);
    all.add("--kafka-config=" + file);
    all.add("--registry-url=" + secured.registryUrl());
    if (List.of("migrate", "sink", "doctor", "top").contains(command[0])) {
      all.add("--clickhouse-url=" + secured.clickHouseUrl());
      all.add("--clickhouse-user=" + SecuredStack.USER);
      all.add("--clickhouse-password-file=" + secured.passwordFile());
      all.add("--clickhouse-ca=" + secured.certificate());
    }
    return all.toArray(new String[0]);
  }

  private static void service(String[] arguments) {
    Thread thread = new Thread(() -> run(arguments), arguments[0]);
    SERVICES.add(thread);
    thread.start();
  }

  @Test
  @Order(1)
  void theWholeLine() throws Exception {
    assertThat(run(tls("migrate"))).extracting(Answer::exitCode).isEqualTo(0);
    String offset = "--port-offset=" + FreePorts.offsetOf(8090);
    service(login("streams", "--state", folder.resolve("state").toString(), offset));
    service(tls("sink", "--port-offset=" + FreePorts.offsetOf(8090)));
    Path file =
        Files.writeString(
            folder.resolve("nodes.json"),
            """
            {"network":"mine","layer":"consensus","node_id":"a","observed_at":"2026-01-01T00:00:30Z","status":"up","country":"DE","operator":"me"}
            {"network":"mine","layer":"consensus","node_id":"b","observed_at":"2026-01-01T00:00:40Z","status":"up","country":"FR","operator":"you"}
            """);

    Answer imported = run(login("import", "observations-json", file.toString()));

    assertThat(imported.exitCode()).as(imported.said()).isZero();
    ClickHouse open = ClickHouse.at(secured.stack.clickhouseUrl());
    await()
        .atMost(Duration.ofSeconds(120))
        .ignoreExceptions()
        .until(
            () ->
                Integer.parseInt(
                        Query.one(
                            open, "SELECT count() FROM decentralization WHERE network = 'mine'"))
                    > 0);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(run(tls("doctor")).said()).doesNotContain("BAD"));
    assertThat(run(login("top", "--once", "--network", "mine")).said()).contains("operator");
    Answer unknown = run(login("top", "--once", "--network", "mime"));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.said())
        .contains("no network named mime", "did you mean 'mine'?", "there are: mine");
  }

  @Test
  @Order(2)
  void wrongWaysToAskAreToldApart() throws Exception {
    String plain = Files.writeString(folder.resolve("plain.properties"), "").toString();
    String file = folder.resolve("nodes.json").toString();
    String[] imports = {"import", "observations-json", file};

    assertThat(run(with(imports, secured.saslPort, plain)).said()).contains("wants a login");
    assertThat(run(with(imports, secured.tlsPort, plain)).said()).contains("speaks TLS");
    assertThat(run(with(imports, secured.saslPort, secured.tlsFile().toString())).said())
        .contains("speaks Kafka without TLS");
    assertThat(run(with(imports, registryPort(), plain)).said()).contains("speaks HTTP, not Kafka");
    assertThat(run(with(imports, secured.plainPort, plain)).said())
        .contains("the schema registry at " + secured.registryUrl() + " refuses us (HTTP 401)")
        .contains("--registry-user");
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.properties"),
            Files.readString(secured.loginFile()).replace(SecuredStack.SECRET, "wrong"));
    assertThat(run(with(imports, secured.saslPort, wrong.toString())).said())
        .contains("does not let us in");
  }

  private static int registryPort() {
    return Integer.parseInt(secured.registryUrl().replaceAll(".*:", ""));
  }

  @Test
  @Order(3)
  void whatCorrectnessNeedsIsNotOverridden() throws Exception {
    Path careless =
        Files.writeString(
            folder.resolve("careless.properties"),
            Files.readString(secured.loginFile()) + "acks=0\nisolation.level=read_uncommitted\n");

    Answer answer =
        run(
            with(
                new String[] {
                  "import", "observations-json", folder.resolve("nodes.json").toString()
                },
                secured.saslPort,
                careless.toString()));

    assertThat(answer.exitCode()).as(answer.said()).isZero();
    assertThat(answer.said().lines())
        .filteredOn(line -> line.contains("not used"))
        .singleElement()
        .asString()
        .contains("acks=0, isolation.level=read_uncommitted");
  }

  @Test
  @Order(4)
  void noSecretIsLogged() {
    List<String> lines = LOG.list.stream().map(ILoggingEvent::getFormattedMessage).toList();

    // Kafka's clients do log their settings at this level
    assertThat(lines).anyMatch(line -> line.contains("sasl.jaas.config = [hidden]"));
    assertThat(lines)
        .filteredOn(
            line ->
                line.contains(SecuredStack.SECRET)
                    // the broker of this test logs its own listeners
                    && !line.contains("KafkaConfig values"))
        .isEmpty();
  }
}
