package dev.faultline.cli.doctor;

import dev.faultline.schemas.Topic;
import dev.faultline.schemas.registry.RegistryClients;
import dev.faultline.schemas.registry.RegistryFailure;
import dev.faultline.service.kafka.RegistryAccess;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.access.ClickHouseFailure;
import dev.faultline.sql.migrate.MigrationException;
import dev.faultline.sql.migrate.Migrator;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Looks at each part of an installation. A part that cannot be reached is a finding. */
public final class Checkup {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String START_IT = "start it with 'bin/faultline up', or give its address";
  private static final String MIGRATE = "run 'bin/faultline migrate'";

  private Checkup() {}

  /** All findings, in the order of the data's way. */
  public static List<Finding> of(Admin kafka, RegistryAccess registry, ClickHouse clickHouse)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(topics(kafka));
    findings.add(registry(registry));
    findings.add(tables(clickHouse));
    if (findings.stream().allMatch(Finding::inOrder)) {
      findings.add(landing(new SinkProgress(kafka)));
      findings.add(deadLetters(clickHouse));
    }
    return findings;
  }

  private static Finding topics(Admin kafka) throws InterruptedException {
    try {
      Set<String> there = kafka.listTopics().names().get();
      List<String> missing =
          Arrays.stream(Topic.values())
              .map(Topic::topicName)
              .filter(name -> !there.contains(name))
              .toList();
      return missing.isEmpty()
          ? new Finding("Kafka", true, Topic.values().length + " topics")
          : new Finding("Kafka", false, "lacks " + String.join(", ", missing) + "; " + MIGRATE);
    } catch (ExecutionException e) {
      return new Finding("Kafka", false, "does not answer; " + START_IT);
    }
  }

  private static Finding registry(RegistryAccess access) {
    try (SchemaRegistryClient client = RegistryClients.open(access, TIMEOUT)) {
      Collection<String> subjects = client.getAllSubjects();
      List<String> missing =
          Arrays.stream(Topic.values())
              .map(Topic::subject)
              .filter(subject -> !subjects.contains(subject))
              .toList();
      return missing.isEmpty()
          ? new Finding("schema registry", true, Topic.values().length + " subjects")
          : new Finding(
              "schema registry", false, "lacks " + String.join(", ", missing) + "; " + MIGRATE);
    } catch (IOException | RestClientException e) {
      return new Finding("schema registry", false, RegistryFailure.ofCall(e, access.url()));
    }
  }

  private static Finding tables(ClickHouse clickHouse) {
    try (Connection connection = clickHouse.connectToDefault(TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT version()")) {
      version.next();
      List<String> pending = Migrator.bundled(clickHouse, Optional.empty()).pending();
      return pending.isEmpty()
          ? new Finding("ClickHouse", true, "version " + version.getString(1) + ", up to date")
          : new Finding(
              "ClickHouse", false, pending.size() + " migrations are pending; " + MIGRATE);
    } catch (MigrationException e) {
      return new Finding("ClickHouse", false, e.getMessage());
    } catch (SQLException e) {
      return new Finding("ClickHouse", false, ClickHouseFailure.text(e, clickHouse));
    }
  }

  private static Finding landing(SinkProgress progress) throws InterruptedException {
    try {
      Map<String, Long> behind = progress.behind();
      String worst = Collections.max(behind.entrySet(), Map.Entry.comparingByValue()).getKey();
      return new Finding(
          "landing",
          true,
          behind.get(worst) == 0
              ? "everything has landed"
              : "%s is %,d records behind; is a sink running?".formatted(worst, behind.get(worst)));
    } catch (ExecutionException e) {
      return new Finding("landing", false, "its offsets are not to be had: " + e.getMessage());
    }
  }

  private static Finding deadLetters(ClickHouse clickHouse) {
    String query =
        "SELECT count(), uniqExact(stage), toString(max(refused_at)) FROM dead_letters FINAL";
    try (Connection connection = clickHouse.connect(TIMEOUT);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return new Finding(
          "dead letters",
          true,
          row.getLong(1) == 0
              ? "none"
              : "%,d, the newest of %s; SELECT stage, source, field, reason FROM dead_letters"
                  .formatted(row.getLong(1), row.getString(3)));
    } catch (SQLException e) {
      return new Finding("dead letters", false, e.getMessage());
    }
  }
}
