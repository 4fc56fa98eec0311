package dev.faultline.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigurationTest {

  private static final String SECRET = "s3cret-of-the-operator";

  @TempDir private Path folder;

  private static KafkaConfiguration with(Map<String, String> own) {
    return KafkaConfiguration.of("broker:9092", "http://registry:8081", own);
  }

  @Test
  void anOperatorsSettingsWinOverOursAndCorrectnessOverBoth() {
    KafkaConfiguration kafka =
        with(
            Map.of(
                "linger.ms", "1",
                "acks", "1",
                "enable.idempotence", "false",
                "isolation.level", "read_uncommitted",
                "enable.auto.commit", "true",
                "auto.offset.reset", "latest",
                "group.id", "mine",
                "transactional.id", "mine",
                "max.poll.records", "7",
                "client.id", "mine"));

    assertThat(kafka.producer(Map.of("linger.ms", "10", "batch.size", "5")))
        .containsEntry("linger.ms", "1")
        .containsEntry("batch.size", "5")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true")
        .containsEntry("client.id", "mine")
        .containsEntry("bootstrap.servers", "broker:9092")
        .doesNotContainKeys("transactional.id", "max.poll.records", "group.id");
    assertThat(kafka.consumer(Map.of("group.id", "ours", "max.poll.records", 10_000)))
        .containsEntry("group.id", "ours")
        .containsEntry("max.poll.records", "7")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("auto.offset.reset", "earliest")
        .doesNotContainKeys("acks", "linger.ms");
    assertThat(kafka.admin(Map.of()))
        .containsEntry("metric.reporters", "")
        .containsOnlyKeys("bootstrap.servers", "client.id", "metric.reporters");
    assertThat(kafka.overridden())
        .containsExactly(
            "acks=1",
            "auto.offset.reset=latest",
            "enable.auto.commit=true",
            "enable.idempotence=false",
            "group.id=mine",
            "isolation.level=read_uncommitted",
            "transactional.id=mine");
  }

  @Test
  void whatIsSetAsItMustBeIsNoConflict() {
    KafkaConfiguration kafka =
        with(Map.of("acks", "all", "isolation.level", "READ_COMMITTED", "linger.ms", "3"));

    assertThat(kafka.overridden()).isEmpty();
  }

  @Test
  void oneKindOfClientHasItsOwn() {
    KafkaConfiguration kafka =
        with(
            Map.of(
                "producer.linger.ms", "3",
                "linger.ms", "1",
                "consumer.isolation.level", "read_uncommitted",
                "admin.request.timeout.ms", "9",
                "request.timeout.ms", "8"));

    assertThat(kafka.producer(Map.of()))
        .containsEntry("linger.ms", "3")
        .containsEntry("request.timeout.ms", "8");
    assertThat(kafka.admin(Map.of())).containsEntry("request.timeout.ms", "9");
    assertThat(kafka.overridden()).containsExactly("consumer.isolation.level=read_uncommitted");
  }

  @Test
  void whatAClassOfTheOperatorsNeedsReachesAllClients() {
    KafkaConfiguration kafka = with(Map.of("my.login.endpoint", "https://login"));

    assertThat(kafka.producer(Map.of())).containsKey("my.login.endpoint");
    assertThat(kafka.consumer(Map.of())).containsKey("my.login.endpoint");
    assertThat(kafka.streams(Map.of())).containsKey("my.login.endpoint");
  }

  @Test
  void streamsTakeWhatIsSetForAllInsteadOfOurDefaultsForOneKind() {
    KafkaConfiguration kafka =
        with(
            Map.of(
                "max.poll.records", "7",
                "processing.guarantee", "at_least_once",
                "streams.num.standby.replicas", "1",
                "acks", "0",
                "producer.acks", "0",
                "application.id", "mine"));

    assertThat(
            kafka.streams(
                Map.of(
                    "consumer.max.poll.records", 5000,
                    "producer.linger.ms", 20,
                    "application.id", "ours")))
        .containsEntry("max.poll.records", "7")
        .containsEntry("num.standby.replicas", "1")
        .containsEntry("producer.linger.ms", 20)
        .containsEntry("application.id", "ours")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .doesNotContainKeys("consumer.max.poll.records", "acks", "producer.acks");
    assertThat(kafka.overridden())
        .contains("processing.guarantee=at_least_once", "application.id=mine");
  }

  @Test
  void theRegistryGetsItsOwnAlone() {
    KafkaConfiguration kafka =
        with(
            Map.of(
                "basic.auth.credentials.source", "USER_INFO",
                "basic.auth.user.info", "me:" + SECRET,
                "schema.registry.ssl.truststore.location", "/trust",
                "ssl.truststore.location", "/kafka"));

    assertThat(kafka.registry().client())
        .containsOnlyKeys(
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            "schema.registry.ssl.truststore.location");
    assertThat(kafka.producer(Map.of())).doesNotContainKey("basic.auth.user.info");
    assertThat(kafka.consumer(Map.of())).containsEntry("ssl.truststore.location", "/kafka");
  }

  @Test
  void secretsAreNotShown() {
    KafkaConfiguration kafka =
        with(
            Map.of(
                "basic.auth.user.info",
                "me:" + SECRET,
                "sasl.jaas.config",
                "password=" + SECRET,
                "ssl.keystore.password",
                SECRET,
                "ssl.keystore.key",
                SECRET));

    assertThat(kafka.toString() + kafka.registry() + kafka.overridden()).doesNotContain(SECRET);
    // Kafka logs its clients' values at INFO: those of this type as [hidden]
    Map<String, Object> client = new HashMap<>(kafka.producer(Map.of()));
    for (String name : Set.of("sasl.jaas.config", "ssl.keystore.password", "ssl.keystore.key")) {
      assertThat(ProducerConfig.configDef().parse(withSerializers(client)).get(name))
          .isInstanceOf(Password.class);
      assertThat(ConsumerConfig.configDef().configKeys().get(name).type)
          .isEqualTo(org.apache.kafka.common.config.ConfigDef.Type.PASSWORD);
    }
  }

  private static Map<String, Object> withSerializers(Map<String, Object> client) {
    String serializer = "org.apache.kafka.common.serialization.StringSerializer";
    client.put("key.serializer", serializer);
    client.put("value.serializer", serializer);
    return client;
  }

  @Test
  void variablesWinOverTheFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("kafka.properties"),
            "sasl.mechanism = PLAIN  \nsecurity.protocol=SASL_SSL\n# linger.ms=1\n");

    assertThat(
            OperatorSettings.read(
                Optional.of(file),
                Map.of(
                    "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                    "KAFKA_PRODUCER_LINGER_MS", "4",
                    "KAFKA_BASIC_AUTH_USER_INFO", "a:b",
                    "KAFKA_SCHEMA_REGISTRY_SSL_TRUSTSTORE_TYPE", "PEM",
                    "KAFKA_NUM_STANDBY_REPLICAS", "1",
                    "KAFKA_HEAP_OPTS", "-Xmx1g",
                    "KAFKA_PORT", "tcp://10.0.0.1:9092",
                    "KAFKA_SERVICE_HOST", "10.0.0.1",
                    "OTHER_SASL_MECHANISM", "x"),
                Set.of("num.standby.replicas")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "sasl.mechanism", "SCRAM-SHA-512",
                "security.protocol", "SASL_SSL",
                "producer.linger.ms", "4",
                "basic.auth.user.info", "a:b",
                "schema.registry.ssl.truststore.type", "PEM",
                "num.standby.replicas", "1"));
  }

  @Test
  void aFileThatIsNoneIsTold() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), "a=\\u00zz\n");

    assertThatThrownBy(() -> read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> read(folder.resolve("none")))
        .hasMessageContaining("There is no file '");
    assertThatThrownBy(() -> read(broken)).hasMessageContaining("broken' cannot be read");
  }

  private static void read(Path file) {
    OperatorSettings.read(Optional.of(file), Map.of(), Set.of());
  }
}
