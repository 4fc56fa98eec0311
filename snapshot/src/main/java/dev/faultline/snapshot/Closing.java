package dev.faultline.snapshot;

import dev.faultline.snapshot.population.Inclusion;
import dev.faultline.snapshot.population.Inclusion.Included;
import dev.faultline.snapshot.population.Inclusion.LeftOut;
import dev.faultline.snapshot.population.Inclusion.Open;
import dev.faultline.snapshot.population.PopulationClock;
import dev.faultline.snapshot.population.PopulationClocks;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.sql.ClickHouse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which populations a snapshot is of, once all that live have closed the as-of. */
public final class Closing {

  private final ClickHouse source;

  /** Asks this database. */
  public Closing(ClickHouse source) {
    this.source = source;
  }

  /**
   * Decides for every population.
   *
   * @param networks these alone; empty for all
   * @throws NotClosedException if one that lives has not closed the as-of
   * @throws SnapshotException if there is no such network, or none is left
   */
  public Selection select(Instant asOf, Set<String> networks)
      throws SnapshotException, SQLException {
    List<PopulationClock> clocks;
    try (ClickHouseSession session = ClickHouseSession.to(source)) {
      clocks = new PopulationClocks(session).read(asOf, networks);
    }
    requireKnown(networks, clocks);
    List<Included> included = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    List<Open> open = new ArrayList<>();
    for (PopulationClock clock : clocks) {
      Inclusion inclusion = Inclusion.of(asOf, clock);
      if (inclusion instanceof Included each) {
        included.add(each);
      } else if (inclusion instanceof LeftOut each) {
        leftOut.add(each);
      } else if (inclusion instanceof Open each) {
        open.add(each);
      }
    }
    if (!open.isEmpty()) {
      throw new NotClosedException(open);
    }
    if (included.isEmpty()) {
      throw new NothingToTellException(
          "There is nothing to tell as of "
              + asOf
              + (leftOut.isEmpty()
                  ? ": no population has rows up to then."
                  : ": " + leftOut.get(0).population().name() + " is " + leftOut.get(0).reason()));
    }
    return new Selection(asOf, included, leftOut);
  }

  private static void requireKnown(Set<String> networks, List<PopulationClock> clocks)
      throws SnapshotException {
    Set<String> missing = new TreeSet<>(networks);
    clocks.forEach(clock -> missing.remove(clock.network()));
    if (!missing.isEmpty()) {
      throw new SnapshotException(
          "Nothing is known of the network "
              + String.join(", ", missing)
              + " up to the as-of. 'faultline top' lists the networks.");
    }
  }
}
