package dev.faultline.local.broker;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.GroupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients had open when a broker was killed. They were on this machine and their broker is
 * gone, so nobody will go on with it, but the broker would wait for them until their transactions
 * and sessions time out, and let nobody read past them or have their partitions until then.
 */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** The broker answers on loopback, and without this it would go on just more slowly. */
  private static final int PATIENCE_MILLIS = 15_000;

  /** Of a producer that never was; see {@link #awaitCoordinators}. */
  private static final String NOBODY = "faultline-nobody";

  private Leftovers() {}

  /** Aborts open transactions and removes members of groups. Comes before any client connects. */
  static void clear(String bootstrapServers) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS);
    try (Admin admin = Admin.create(client)) {
      awaitCoordinators(admin);
      abortTransactions(admin);
      removeMembers(admin);
    } catch (ExecutionException e) {
      LOG.warn("what was open when Kafka stopped is left to its timeouts: {}", e.getMessage());
    }
  }

  /**
   * A broker that starts again leads its partitions only some moments after it takes requests.
   * Until then it lists no transactions and no groups, and calls that no error; what needs a
   * coordinator, however, is tried again until there is one.
   */
  private static void awaitCoordinators(Admin admin)
      throws ExecutionException, InterruptedException {
    admin.fenceProducers(List.of(NOBODY)).all().get();
    admin.listConsumerGroupOffsets(NOBODY).all().get();
  }

  private static void abortTransactions(Admin admin)
      throws ExecutionException, InterruptedException {
    Set<String> open =
        admin
            .listTransactions(
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
            .all()
            .get()
            .stream()
            .map(TransactionListing::transactionalId)
            .collect(Collectors.toSet());
    if (!open.isEmpty()) {
      admin.fenceProducers(open).all().get();
    }
  }

  private static void removeMembers(Admin admin) throws ExecutionException, InterruptedException {
    ListGroupsOptions withMembers =
        new ListGroupsOptions()
            .inGroupStates(
                EnumSet.of(
                    GroupState.STABLE,
                    GroupState.PREPARING_REBALANCE,
                    GroupState.COMPLETING_REBALANCE));
    for (GroupListing group : admin.listGroups(withMembers).all().get()) {
      admin
          .removeMembersFromConsumerGroup(
              group.groupId(), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    }
  }
}
