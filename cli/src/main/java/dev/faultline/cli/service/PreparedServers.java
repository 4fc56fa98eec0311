package dev.faultline.cli.service;

import dev.faultline.local.StartListener;
import dev.faultline.schemas.TopicAdmin;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.Migrator;
import dev.faultline.streams.network.Networks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The embedded servers as the services find them: topics, schemas, tables and rules are there. Each
 * server is prepared as soon as it answers, while others still start.
 */
final class PreparedServers implements StartListener, AutoCloseable {

  private final Background background = new Background();
  private final Networks networks;
  private volatile Future<?> topics;
  private volatile Future<?> schemas;
  private volatile Future<Integer> migrations;

  PreparedServers(Networks networks) {
    this.networks = networks;
  }

  @Override
  public void brokerAnswers(String bootstrapServers) {
    topics =
        background.start(
            () -> TopicAdmin.createTopics(admin(bootstrapServers), Optional.empty(), (short) 1));
  }

  @Override
  public void registryAnswers(String url) {
    schemas =
        background.start(
            () -> {
              TopicAdmin.registerSchemas(url);
              return null;
            });
  }

  @Override
  public void clickHouseAnswers(String url) {
    migrations = background.start(() -> migrate(ClickHouse.at(url)));
  }

  /**
   * Waits for topics and schemas. All servers have answered.
   *
   * @throws Exception why there are none
   */
  void awaitTopics() throws Exception {
    Background.result(topics);
    Background.result(schemas);
  }

  /**
   * Waits for the tables too.
   *
   * @param events is told in a line that all is there
   * @throws Exception why it is not
   */
  void awaitTables(Consumer<String> events) throws Exception {
    events.accept(
        "topics, schemas and tables are up to date (%d migrations applied)"
            .formatted(Background.result(migrations)));
  }

  private int migrate(ClickHouse clickHouse) throws Exception {
    int applied = Migrator.bundled(clickHouse, Optional.empty()).migrate().size();
    Rules.publish(clickHouse, networks);
    return applied;
  }

  /** What is not done yet is given up. */
  @Override
  public void close() {
    background.close();
  }

  /** Settings of an admin client of the embedded broker, which answers soon or not at all. */
  static Map<String, Object> admin(String bootstrapServers) {
    return Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        10_000);
  }
}
