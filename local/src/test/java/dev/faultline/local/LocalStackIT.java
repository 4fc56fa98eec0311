package dev.faultline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.schemas.Topic;
import dev.faultline.schemas.TopicAdmin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three parts together: started, used, killed, and opened again. */
class LocalStackIT {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int LATE_SUBJECTS = 20;
  private static final String RECORD_TOPIC = Topic.DEAD_LETTERS.topicName();
  private static final String UNCOMMITTED_TOPIC = Topic.RIPPLE.topicName();

  @TempDir Path data;

  @Test
  void keepsEveryByteWhenAllOfItIsKilled() throws Exception {
    long registry;
    long clickhouse;
    try (StackProcess stack = StackProcess.start(data);
        Unfinished unfinished = new Unfinished(stack.endpoints().bootstrapServers())) {
      fill(stack.endpoints());
      unfinished.begin(RECORD_TOPIC, UNCOMMITTED_TOPIC);
      registry = stack.registryPid();
      clickhouse = stack.clickhousePid();
      stack.kill();
    }
    await("the children to follow")
        .atMost(SOON)
        .until(() -> !alive(registry) && !alive(clickhouse));

    try (StackProcess stack = StackProcess.start(data)) {
      assertHoldsAll(stack.endpoints());
      Unfinished.assertNothingIsLeft(
          stack.endpoints().bootstrapServers(), RECORD_TOPIC, UNCOMMITTED_TOPIC);
      System.out.printf(
          "RSS: broker and its JVM %d MiB, registry %d MiB, ClickHouse %d MiB%n",
          ProcessMemory.residentMib(stack.pid()),
          ProcessMemory.residentMib(stack.registryPid()),
          ProcessMemory.residentMib(stack.clickhousePid()));
      assertThat(
              ProcessMemory.residentMib(stack.pid())
                  + ProcessMemory.residentMib(stack.registryPid())
                  + ProcessMemory.residentMib(stack.clickhousePid()))
          .isLessThan(1200);
    }
  }

  @Test
  void keepsEveryByteWhenOnePartIsKilled() throws Exception {
    long begun = System.nanoTime();
    try (LocalStack stack = LocalStack.start(Settings.in(data).withFreePorts(), line -> {})) {
      System.out.printf("first start: %.1f s%n", (System.nanoTime() - begun) / 1e9);
      fill(Endpoints.of(stack));
      for (long child : new long[] {stack.registryPid(), stack.clickhousePid()}) {
        ProcessHandle.of(child).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> !alive(child));
      }
    }
    // at once, as somebody would who restarts a broken stack
    begun = System.nanoTime();
    try (LocalStack stack = LocalStack.start(Settings.in(data).withFreePorts(), line -> {})) {
      System.out.printf("second start: %.1f s%n", (System.nanoTime() - begun) / 1e9);
      assertHoldsAll(Endpoints.of(stack));
      assertRefusesWhatIsWrong(stack);
      assertTellsWhoHasTheFolder();
    }
  }

  private void assertRefusesWhatIsWrong(LocalStack stack) throws Exception {
    HttpResponse<String> incompatible =
        register(stack.registryUrl(), "evolving-value", "{\"type\":\"string\"}");
    assertThat(incompatible.statusCode()).isEqualTo(200);
    assertThat(register(stack.registryUrl(), "evolving-value", "{\"type\":\"int\"}").statusCode())
        .isEqualTo(409);
    assertThat(
            register(stack.registryUrl() + "/apis/ccompat/v7", "a-value", "{\"type\":\"int\"}")
                .body())
        .contains("\"id\"");
    try (KafkaProducer<String, String> producer = producer(stack.bootstrapServers())) {
      assertThatThrownBy(() -> producer.partitionsFor("never.created"))
          .isInstanceOfAny(
              UnknownTopicOrPartitionException.class,
              org.apache.kafka.common.errors.TimeoutException.class);
    }
  }

  private void assertTellsWhoHasTheFolder() {
    Settings settings = Settings.in(data).withFreePorts();
    assertThatThrownBy(
            () -> LocalStack.start(settings, Duration.ZERO, line -> {}, StartListener.NONE))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("in use by process " + ProcessHandle.current().pid())
        .hasMessageContaining("--data");
  }

  @Test
  void tellsWhichPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings = new Settings(data, 0, 0, taken.getLocalPort(), false);
      assertThatThrownBy(
              () -> LocalStack.start(settings, Duration.ZERO, line -> {}, StartListener.NONE))
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("ClickHouse")
          .hasMessageContaining("--port-offset");
    }
  }

  private static void fill(Endpoints stack) throws Exception {
    Properties client = new Properties();
    client.put("bootstrap.servers", stack.bootstrapServers());
    assertThat(TopicAdmin.createTopics(client, Optional.empty(), (short) 1))
        .hasSize(Topic.values().length);
    try (KafkaProducer<String, String> producer = producer(stack.bootstrapServers())) {
      for (int i = 0; i < 1000; i++) {
        producer.send(new ProducerRecord<>(RECORD_TOPIC, "key-" + i, "value-" + i));
      }
      producer.flush();
    }
    sql(stack, "CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n");
    sql(stack, "INSERT INTO kept SELECT number FROM numbers(100000)");
    for (int i = 0; i < 10; i++) {
      sql(stack, "INSERT INTO kept VALUES (" + (100_000 + i) + ")");
    }
    // last: what was acknowledged a moment before a kill is the hardest to keep
    TopicAdmin.registerSchemas(stack.registryUrl());
    for (int i = 0; i < LATE_SUBJECTS; i++) {
      String type = "{\"type\":\"fixed\",\"name\":\"f\",\"size\":" + (i + 1) + "}";
      assertThat(register(stack.registryUrl(), "late-" + i + "-value", type).statusCode())
          .isEqualTo(200);
    }
  }

  private static void assertHoldsAll(Endpoints stack) throws Exception {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(RECORD_TOPIC, 0);
      assertThat(consumer.listTopics()).hasSizeGreaterThanOrEqualTo(Topic.values().length);
      assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, 1000L);
    }
    HttpResponse<String> subjects =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/subjects")).build(),
                HttpResponse.BodyHandlers.ofString());
    for (Topic topic : Topic.values()) {
      assertThat(subjects.body()).contains(topic.subject());
    }
    for (int i = 0; i < LATE_SUBJECTS; i++) {
      assertThat(subjects.body()).contains("\"late-" + i + "-value\"");
    }
    assertThat(sql(stack, "SELECT count(), sum(n), max(n) FROM kept"))
        .isEqualTo("100010\t" + (100_009L * 100_010 / 2) + "\t100009\n");
  }

  private static String sql(Endpoints stack, String statement) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(stack.clickhouseUrl()))
            .POST(HttpRequest.BodyPublishers.ofString(statement))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static HttpResponse<String> register(String registryUrl, String subject, String schema)
      throws Exception {
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static KafkaProducer<String, String> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "max.block.ms", "3000"),
        new StringSerializer(),
        new StringSerializer());
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
