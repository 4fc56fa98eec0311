package dev.faultline.schemas;

import dev.faultline.schemas.registry.RegistryClients;
import dev.faultline.schemas.registry.RegistryFailure;
import dev.faultline.service.kafka.RegistryAccess;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the catalogue's topics and registers their schemas. Safe to run again at any time. */
public final class TopicAdmin {

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);

  private TopicAdmin() {}

  /**
   * Creates the topics that do not exist yet, and returns when all their partitions take records: a
   * producer whose first batch is refused while the next ones in flight are taken cannot get it in
   * any more.
   *
   * @param partitions partitions of the topics that have more than one by default; empty for the
   *     catalogue's own numbers
   * @param replication replicas of each partition
   * @return the names of the topics that were created
   * @throws ExecutionException if the broker refuses
   */
  public static List<String> createTopics(
      Properties client, Optional<Integer> partitions, short replication)
      throws ExecutionException, InterruptedException {
    Map<String, Object> settings = new HashMap<>();
    client.forEach((name, value) -> settings.put((String) name, value));
    return createTopics(settings, partitions, replication);
  }

  /** The same with settings as a map. */
  public static List<String> createTopics(
      Map<String, Object> client, Optional<Integer> partitions, short replication)
      throws ExecutionException, InterruptedException {
    return createTopics(
        client, partitions, new Replication(replication, Math.max(1, replication - 1)));
  }

  /**
   * How new topics are to be replicated, by how many brokers there are now.
   *
   * @param replicas if the installation wants another number
   * @param minInSync if the installation wants another number
   * @throws IllegalArgumentException if the numbers do not fit the cluster
   * @throws ExecutionException if no broker answers
   */
  public static Replication replication(
      Map<String, Object> client, Optional<Integer> replicas, Optional<Integer> minInSync)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      return Replication.of(admin.describeCluster().nodes().get().size(), replicas, minInSync);
    }
  }

  /** The same with a number of replicas that must be in sync. */
  public static List<String> createTopics(
      Map<String, Object> client, Optional<Integer> partitions, Replication replication)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing =
          Arrays.stream(Topic.values())
              .filter(topic -> !existing.contains(topic.topicName()))
              .map(topic -> newTopic(topic, partitions, replication))
              .toList();
      CreateTopicsResult creations = admin.createTopics(missing);
      List<String> created = new ArrayList<>();
      for (NewTopic topic : missing) {
        try {
          creations.values().get(topic.name()).get();
          created.add(topic.name());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
      awaitLeaders(admin, creations, created);
      return created;
    }
  }

  private static void awaitLeaders(Admin admin, CreateTopicsResult creations, List<String> created)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : created) {
      for (int partition = 0; partition < creations.numPartitions(topic).get(); partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    long begin = System.nanoTime();
    while (!haveLeaders(admin, ends, System.nanoTime() - begin < READY_WITHIN.toNanos())) {
      Thread.sleep(ASK_AGAIN_AFTER.toMillis());
    }
  }

  /**
   * A broker that has not heard of a new topic yet refuses the question at once; the client retries
   * only what is wrong with a topic that is known.
   */
  private static boolean haveLeaders(
      Admin admin, Map<TopicPartition, OffsetSpec> ends, boolean mayWait)
      throws ExecutionException, InterruptedException {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (mayWait && e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static NewTopic newTopic(
      Topic topic, Optional<Integer> partitions, Replication replication) {
    int count = topic.partitions() == 1 ? 1 : partitions.orElse(topic.partitions());
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.putAll(replication.settings());
    return new NewTopic(topic.topicName(), count, (short) replication.replicas()).configs(settings);
  }

  /**
   * Registers each topic's newest schema, and makes every subject refuse changes that readers of
   * the new schema could not read old data with (BACKWARD).
   *
   * @throws IOException if the registry does not answer, or refuses a schema as incompatible
   */
  public static void registerSchemas(RegistryAccess access) throws IOException {
    try (SchemaRegistryClient registry = RegistryClients.open(access, REGISTRY_TIMEOUT)) {
      for (Topic topic : Topic.values()) {
        registry.register(
            topic.subject(), new AvroSchema(RegistrySerdes.plain(topic.valueSchema())));
        registry.updateCompatibility(topic.subject(), "BACKWARD");
      }
    } catch (IOException | RestClientException e) {
      throw new IOException(RegistryFailure.ofCall(e, access.url()), e);
    }
  }

  /** The same with a registry that lets everybody in. */
  public static void registerSchemas(String registryUrl) throws IOException {
    registerSchemas(RegistryAccess.at(registryUrl));
  }
}
