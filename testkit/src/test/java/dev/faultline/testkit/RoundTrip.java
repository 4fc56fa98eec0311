package dev.faultline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.RegistrySerdes;
import dev.faultline.schemas.Topic;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What every stack must do, whatever it is made of. */
abstract class RoundTrip {

  private final TestStack stack;

  RoundTrip(TestStack stack) {
    this.stack = stack;
  }

  @Test
  void recordsGoThroughBrokerAndRegistry() throws Exception {
    stack.createTopics();
    String topic = Topic.DEAD_LETTERS.topicName();
    RegistrySerdes serdes = new RegistrySerdes(stack.registryUrl());
    DeadLetter sent = Examples.deadLetter();
    try (KafkaProducer<String, DeadLetter> producer =
        new KafkaProducer<>(stack.kafkaClient(), new StringSerializer(), serdes.serializer())) {
      producer.send(new ProducerRecord<>(topic, "key", sent)).get();
    }
    try (KafkaConsumer<String, DeadLetter> consumer =
        new KafkaConsumer<>(
            stack.kafkaClient(), new StringDeserializer(), serdes.<DeadLetter>deserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      assertThat(consumer.poll(Duration.ofSeconds(10)))
          .extracting(ConsumerRecord::value)
          .containsExactly(sent);
    }
    stack.deleteTopics();
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      Set<String> left = admin.listTopics().names().get();
      assertThat(left).doesNotContain(topic);
    }
  }

  @Test
  void databasesAreApart() throws Exception {
    String first = stack.createDatabase();
    String second = stack.createDatabase();
    try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(first));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (n UInt8) ENGINE = MergeTree ORDER BY n");
      statement.execute("INSERT INTO mine VALUES (7)");
      try (ResultSet rows = statement.executeQuery("SELECT n FROM mine")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }
    try (Connection connection = DriverManager.getConnection(stack.jdbcUrl(second));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW TABLES")) {
      assertThat(rows.next()).isFalse();
    }
  }
}
