package dev.faultline.local.broker;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.KRaftMetadataCache;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.KRaftVersion;
import org.slf4j.LoggerFactory;

/**
 * A controller and a broker of Kafka in one process, put together as {@link KafkaRaftServer} does
 * it, but with {@link LeaderlessPartitions}. With a release of Kafka that has KAFKA-20734 resolved
 * this class goes, and {@link KafkaRaftServer} takes its place.
 */
final class KafkaNode {

  private final ControllerServer controller;
  private final BrokerServer broker;

  /** Of formatted folders. */
  KafkaNode(KafkaConfig config) {
    var folders =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
    SharedServer shared =
        new SharedServer(
            config,
            folders._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, folders._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
    broker = new BrokerWithLeaderlessPartitions(shared);
  }

  /** Returns when the broker takes requests. */
  void start() {
    controller.startup();
    broker.startup();
  }

  /** Also after a start that failed halfway. */
  void stop() {
    broker.shutdown();
    controller.shutdown();
  }

  private static final class BrokerWithLeaderlessPartitions extends BrokerServer {

    BrokerWithLeaderlessPartitions(SharedServer shared) {
      super(shared);
    }

    /** Called once, by the start, before anything reads the cache. */
    @Override
    public void metadataCache_$eq(KRaftMetadataCache unused) {
      super.metadataCache_$eq(
          new LeaderlessPartitions(
              config().nodeId(), () -> sharedServer().raftManager().client().kraftVersion()));
    }
  }

  /**
   * Tells a partition whose leader is away from one that does not exist, as the method's callers
   * take it. Since it was moved to Java (KAFKA-17573) Kafka's own answers "no such partition" for
   * both, and a transaction's coordinator leaves out the markers of partitions that do not exist. A
   * broker that starts after kill -9 takes up the commits it had begun, and then its partitions are
   * without a leader for a moment: such a commit was called complete, and its records and offsets
   * stayed pending for ever.
   */
  static final class LeaderlessPartitions extends KRaftMetadataCache {

    LeaderlessPartitions(int node, Supplier<KRaftVersion> version) {
      super(node, version);
    }

    @Override
    public Optional<Node> getPartitionLeaderEndpoint(
        String topic, int partition, ListenerName listener) {
      Optional<Node> leader = super.getPartitionLeaderEndpoint(topic, partition, listener);
      return leader.isEmpty() && contains(new TopicPartition(topic, partition))
          ? Optional.of(Node.noNode())
          : leader;
    }
  }
}
