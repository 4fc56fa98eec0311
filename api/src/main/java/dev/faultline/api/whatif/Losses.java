package dev.faultline.api.whatif;

import dev.faultline.api.index.PopulationIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Answers what-if questions from populations that were read before. A closed instant does not
 * change, so none grows old; those asked for last are kept, up to a number of groups.
 */
public final class Losses {

  private static final int MOST_GROUPS = 300_000;

  private final Map<List<Object>, PopulationGroups> known = new LinkedHashMap<>(16, 0.75f, true);
  private int groups;

  /**
   * Adds what a population loses to its row.
   *
   * @param failed such as {@code provider:aws}
   */
  public void add(
      Connection connection,
      PopulationIndex population,
      Set<String> failed,
      Map<String, Object> row)
      throws SQLException {
    Loss loss = groups(connection, population).loss(failed, population.weighting());
    row.put("live", loss.live());
    row.put("lost", loss.lost());
    row.put("loss", loss.share());
    row.put("halts", loss.halts());
    row.put("live_nodes", loss.liveNodes());
    row.put("lost_nodes", loss.lostNodes());
    row.put("survivors_nodes", loss.liveNodes() - loss.lostNodes());
  }

  private PopulationGroups groups(Connection connection, PopulationIndex population)
      throws SQLException {
    List<Object> key =
        List.of(
            population.network(), population.layer(), population.at(), population.windowSeconds());
    synchronized (known) {
      PopulationGroups found = known.get(key);
      if (found != null) {
        return found;
      }
    }
    // not within the lock: two may read the same, which costs no more than that
    PopulationGroups read = PopulationGroups.read(connection, population);
    synchronized (known) {
      if (known.put(key, read) == null) {
        groups += read.size();
      }
      var oldest = known.entrySet().iterator();
      while (groups > MOST_GROUPS && known.size() > 1) {
        groups -= oldest.next().getValue().size();
        oldest.remove();
      }
    }
    return read;
  }
}
