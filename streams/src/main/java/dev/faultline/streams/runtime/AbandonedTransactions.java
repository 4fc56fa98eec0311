package dev.faultline.streams.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an instance that is gone has left open. Its tasks are another's as soon as its session
 * is over, but what it wrote last stays in a transaction that nobody reads past until that times
 * out, a minute later: so an index would stand still for a minute although a standby had all of its
 * state. An instance that is no member of the group any more can commit nothing, so to abort its
 * transaction takes nothing from it.
 *
 * <p>Looked for after every rebalance for as long as a transaction may last. If it fails, all of it
 * is left to the timeouts.
 */
final class AbandonedTransactions implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AbandonedTransactions.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR = Duration.ofSeconds(75);

  /** A transaction takes a second; one of an instance that joins right now is not to be hurt. */
  private static final long OLDER_THAN_MILLIS = 3000;

  private static final int UUID_LENGTH = 36;

  private final Admin admin;
  private final Set<String> applications;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "abandoned-transactions");
            made.setDaemon(true);
            return made;
          });
  private volatile long lookUntil = System.nanoTime();
  private boolean failed;

  /**
   * @param admin who is asked, and closed by whoever made it
   * @param applications application ids, which are the groups
   */
  AbandonedTransactions(Admin admin, Set<String> applications) {
    this.admin = admin;
    this.applications = applications;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::lookIfAsked, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Members have come or gone. */
  void rebalanced() {
    lookUntil = System.nanoTime() + LOOK_FOR.toNanos();
  }

  private void lookIfAsked() {
    if (lookUntil - System.nanoTime() < 0) {
      return;
    }
    try {
      for (String application : applications) {
        end(application);
      }
      failed = false;
    } catch (ExecutionException e) {
      if (!failed) {
        LOG.warn(
            "transactions of instances that are gone are left to their timeouts: {}",
            e.getCause().getMessage());
      }
      failed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("transactions of instances that are gone are left to their timeouts", e);
    }
  }

  private void end(String application) throws ExecutionException, InterruptedException {
    ListTransactionsOptions open =
        new ListTransactionsOptions()
            .filterStates(EnumSet.of(TransactionState.ONGOING))
            .filterOnDuration(OLDER_THAN_MILLIS);
    List<String> ids =
        admin.listTransactions(open).all().get().stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> isOf(application, id))
            .toList();
    if (ids.isEmpty()) {
      return;
    }
    Collection<String> clients =
        admin
            .describeConsumerGroups(List.of(application))
            .all()
            .get()
            .get(application)
            .members()
            .stream()
            .map(MemberDescription::clientId)
            .collect(Collectors.toSet());
    Set<String> abandoned = abandoned(ids, clients);
    if (!abandoned.isEmpty()) {
      LOG.info("ends what instances that are gone have left open: {}", abandoned);
      admin.fenceProducers(abandoned).all().get();
    }
  }

  /**
   * Which transactional ids are of no member.
   *
   * @param ids as {@link StableTransactionalIdSupplier} gives them: application, instance, thread
   * @param clients the client ids of the group's members, which have the instance in them
   */
  static Set<String> abandoned(Collection<String> ids, Collection<String> clients) {
    Set<String> abandoned = new TreeSet<>();
    for (String id : ids) {
      String instance = instance(id);
      if (clients.stream().noneMatch(client -> client.contains(instance))) {
        abandoned.add(id);
      }
    }
    return abandoned;
  }

  /** Whether an id is of this application, and not of one whose name begins like it. */
  static boolean isOf(String application, String id) {
    int end = id.lastIndexOf('-');
    if (end < UUID_LENGTH + 1 || !id.substring(0, end - UUID_LENGTH).equals(application + "-")) {
      return false;
    }
    try {
      UUID.fromString(instance(id));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String instance(String id) {
    int end = id.lastIndexOf('-');
    return id.substring(end - UUID_LENGTH, end);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
