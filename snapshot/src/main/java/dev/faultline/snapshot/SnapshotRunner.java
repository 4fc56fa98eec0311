package dev.faultline.snapshot;

import dev.faultline.snapshot.announce.Announcer;
import dev.faultline.snapshot.catalogue.Catalogue;
import dev.faultline.snapshot.content.FileFormat;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.SnapshotsLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One run from the question what is closed to the catalogue. A run that was killed is completed by
 * the next of the same instant: what is there and not listed is told of again and listed, whatever
 * has become of the rows behind it.
 */
public final class SnapshotRunner {

  /** Waits until what is in Kafka has landed. */
  @FunctionalInterface
  public interface Landing {
    /** Returns when it has; throws if that takes too long. */
    void await() throws Exception;
  }

  private final Closing closing;
  private final Landing landing;
  private final SnapshotMaker maker;
  private final Announcer announcer;
  private final Path all;
  private final Set<String> networks;
  private final FileFormat format;
  private final boolean withAddresses;
  private final Optional<String> reason;

  /**
   * @param all the folder of all snapshots
   * @param networks these alone; empty for all
   * @param reason why other rows than those there are true; empty if none is known
   */
  public SnapshotRunner(
      Closing closing,
      Landing landing,
      SnapshotMaker maker,
      Announcer announcer,
      Path all,
      Set<String> networks,
      FileFormat format,
      boolean withAddresses,
      Optional<String> reason) {
    this.closing = closing;
    this.landing = landing;
    this.maker = maker;
    this.announcer = announcer;
    this.all = all;
    this.networks = networks;
    this.format = format;
    this.withAddresses = withAddresses;
    this.reason = reason;
  }

  /**
   * Makes the snapshot of an instant, or completes the one that a killed run has left.
   *
   * @throws NotClosedException if a population that lives has not closed it
   */
  public SnapshotOutcome run(Instant asOf) throws Exception {
    Optional<SnapshotOutcome> left = leftByKilledRun(asOf);
    if (left.isPresent()) {
      list(left.get());
      return left.get();
    }
    // closed first, then landed: what is behind a closed instant is in Kafka by then
    closing.select(asOf, networks);
    landing.await();
    Selection selection = closing.select(asOf, networks);
    SnapshotOutcome outcome =
        maker.make(
            new SnapshotRequest(asOf, networks, format, withAddresses, reason), selection, all);
    list(outcome);
    return outcome;
  }

  /**
   * What is there of the wanted kind and not listed. It is complete, and its rows are not compared:
   * if others are true by now, that is a restatement, which wants a reason.
   */
  private Optional<SnapshotOutcome> leftByKilledRun(Instant asOf) throws IOException {
    Optional<ReleaseName> newest = Releases.newestOf(asOf, Releases.in(all));
    if (reason.isPresent() || newest.isEmpty() || Catalogue.lists(all, newest.get())) {
      return Optional.empty();
    }
    Path folder = newest.get().in(all);
    Description there = Description.read(folder);
    boolean isWanted =
        there.format() == format
            && there.withAddresses() == withAddresses
            && there.networks().equals(networks);
    long rows = there.files().values().stream().mapToLong(DescribedFile::rows).sum();
    return isWanted
        ? Optional.of(
            new SnapshotOutcome(newest.get(), false, folder, there.populations().size(), rows))
        : Optional.empty();
  }

  private void list(SnapshotOutcome outcome) throws Exception {
    try (SnapshotsLock lock = SnapshotsLock.take(all, line -> {})) {
      if (!Catalogue.lists(all, outcome.name())) {
        announcer.announce(outcome.folder(), Description.read(outcome.folder()));
        Catalogue.write(all);
      }
    }
  }
}
