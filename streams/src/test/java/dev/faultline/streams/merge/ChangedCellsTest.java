package dev.faultline.streams.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ChangedCellsTest {
  private static final int WINDOWS = 3;

  @Property(tries = 500)
  void areThoseWhoseSumOfBandsDiffers(@ForAll long seed) {
    Random random = new Random(seed);
    Tallies net = new Tallies(WINDOWS);
    Tallies tallies = new Tallies(WINDOWS);
    for (int i = random.nextInt(12); i > 0; i--) {
      add(tallies, random, 1 + random.nextInt(2));
    }
    List<Map<String, String>> before = contents(tallies);
    for (int i = random.nextInt(6); i > 0; i--) {
      add(net, random, random.nextInt(3) - 1);
    }
    List<TallyChange> changes = net.drain();

    ChangedCells changed = ChangedCells.of(changes, WINDOWS);

    for (TallyChange change : changes) {
      tallies.add(
          change.getBand(),
          change.getDimension(),
          change.getEntity(),
          change.getNodes(),
          change.getWeightHigh(),
          change.getWeightLow());
    }
    List<Map<String, String>> after = contents(tallies);
    for (int cell = 0; cell < after.size(); cell++) {
      assertThat(changed.contains(cell / Tallies.DIMENSIONS, cell % Tallies.DIMENSIONS))
          .as("window %d, dimension %d", cell / Tallies.DIMENSIONS, cell % Tallies.DIMENSIONS)
          .isEqualTo(!after.get(cell).equals(before.get(cell)));
    }
  }

  private static void add(Tallies tallies, Random random, int nodes) {
    tallies.add(
        random.nextInt(WINDOWS), random.nextInt(2), "e" + random.nextInt(3), nodes, 0, 7 * nodes);
  }

  private static List<Map<String, String>> contents(Tallies tallies) {
    List<Map<String, String>> cells = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      for (int dimension = 0; dimension < Tallies.DIMENSIONS; dimension++) {
        Map<String, String> cell = new java.util.TreeMap<>();
        tallies
            .cell(window, dimension)
            .forEach(
                (entity, tally) -> {
                  if (tally.nodes() != 0) {
                    cell.put(entity, tally.nodes() + " " + tally.weight());
                  }
                });
        cells.add(cell);
      }
    }
    return cells;
  }
}
