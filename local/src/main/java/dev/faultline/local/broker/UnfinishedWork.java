package dev.faultline.local.broker;

import dev.faultline.service.retry.Backoff;
import dev.faultline.service.retry.RetryDelays;
import dev.faultline.service.retry.Sleeper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
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
 *
 * <p>First the transactions, the ones that the broker itself takes up again among them: their
 * markers go into the log of the groups' coordinator too, and a coordinator that writes there at
 * the same time finds itself out of step with its log. Then the members, group by group: one that
 * cannot be cleared holds up no other. All of it is looked at again until nothing is left, or until
 * the time is over; what is left then ends by its own timeouts.
 */
final class UnfinishedWork {

  private static final Logger LOG = LoggerFactory.getLogger(UnfinishedWork.class);

  /** Of a producer and a group that never were; see {@link #awaitCoordinators}. */
  private static final String NOBODY = "faultline-nobody";

  private static final int REQUEST_MILLIS = 10_000;

  /**
   * The coordinators read their logs meanwhile, which may hold the commits of millions of records.
   */
  private static final Duration COORDINATORS_LIMIT = Duration.ofSeconds(60);

  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  private static final Set<TransactionState> UNFINISHED =
      EnumSet.of(
          TransactionState.ONGOING,
          TransactionState.PREPARE_ABORT,
          TransactionState.PREPARE_COMMIT,
          TransactionState.PREPARE_EPOCH_FENCE);

  private static final Set<GroupState> WITH_MEMBERS =
      EnumSet.of(
          GroupState.STABLE, GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE);

  /** A step that says what is left to do; nothing if it is through. */
  @FunctionalInterface
  private interface Step {
    Collection<String> run() throws ExecutionException, InterruptedException;
  }

  private final Admin admin;
  private final Map<String, Set<String>> removed = new HashMap<>();

  private UnfinishedWork(Admin admin) {
    this.admin = admin;
  }

  /** Ends it. Comes before any client connects. */
  static void end(String bootstrapServers) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            REQUEST_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_MILLIS);
    try (Admin admin = Admin.create(client)) {
      UnfinishedWork work = new UnfinishedWork(admin);
      work.repeat("coordinators", COORDINATORS_LIMIT, work::awaitCoordinators);
      work.repeat("transactions", LIMIT, work::endTransactions);
      work.repeat("members of groups", LIMIT, work::removeMembers);
    }
  }

  /** Runs a step until it is through; what is left when the time is over is told and left. */
  private void repeat(String what, Duration limit, Step step) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    RetryDelays delays = new RetryDelays(BACKOFF);
    while (true) {
      Exception failure;
      try {
        Collection<String> left = step.run();
        if (left.isEmpty()) {
          return;
        }
        failure = new IllegalStateException(String.join(", ", left));
      } catch (ExecutionException e) {
        failure = e;
      }
      if (System.nanoTime() > end) {
        LOG.warn(
            "{} of before Kafka stopped are left to their timeouts: {}",
            what,
            failure.getMessage());
        return;
      }
      Sleeper.THREAD.sleep(delays.next(failure));
    }
  }

  /**
   * A broker that starts again leads its partitions only some moments after it takes requests, and
   * its coordinators then read their logs. Until then it lists no transactions and no groups, and
   * calls that no error; what needs a coordinator, however, is tried again until there is one.
   */
  private Collection<String> awaitCoordinators() throws ExecutionException, InterruptedException {
    admin.fenceProducers(List.of(NOBODY)).all().get();
    admin.listConsumerGroupOffsets(NOBODY).all().get();
    return List.of();
  }

  /** Aborts the open ones, and waits for those that were being ended when the broker was killed. */
  private Collection<String> endTransactions() throws ExecutionException, InterruptedException {
    Collection<TransactionListing> unfinished =
        admin.listTransactions(new ListTransactionsOptions().filterStates(UNFINISHED)).all().get();
    Set<String> open =
        unfinished.stream()
            .filter(each -> each.state() == TransactionState.ONGOING)
            .map(TransactionListing::transactionalId)
            .collect(Collectors.toSet());
    if (!open.isEmpty()) {
      admin.fenceProducers(open).all().get();
    }
    return unfinished.stream().map(each -> each.transactionalId() + " " + each.state()).toList();
  }

  private Collection<String> removeMembers() throws ExecutionException, InterruptedException {
    List<String> left = new ArrayList<>();
    ListGroupsOptions withMembers = new ListGroupsOptions().inGroupStates(WITH_MEMBERS);
    for (GroupListing group : admin.listGroups(withMembers).all().get()) {
      try {
        if (removeMembers(group.groupId())) {
          left.add(group.groupId());
        }
      } catch (ExecutionException e) {
        LOG.debug("the members of {} stay for now", group.groupId(), e);
        left.add(group.groupId() + " (" + e.getCause().getMessage() + ")");
      }
    }
    return left;
  }

  /**
   * Removes the members that a group had when it was first looked at. Others have joined since: a
   * service beside this one that lives on comes back at once, and is not asked to leave again.
   *
   * @return whether some of them were still there
   */
  private boolean removeMembers(String group) throws ExecutionException, InterruptedException {
    ConsumerGroupDescription description =
        admin.describeConsumerGroups(List.of(group)).all().get().get(group);
    Set<String> members =
        description.members().stream()
            .map(MemberDescription::consumerId)
            .collect(Collectors.toSet());
    Set<String> first = removed.putIfAbsent(group, members);
    boolean isThere =
        first == null ? !members.isEmpty() : members.stream().anyMatch(first::contains);
    if (isThere) {
      admin
          .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    }
    return isThere;
  }
}
