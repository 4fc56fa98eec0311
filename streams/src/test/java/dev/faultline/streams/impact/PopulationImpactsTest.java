package dev.faultline.streams.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.schemas.Dimension;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.TrustedRecords;
import dev.faultline.schemas.Weighting;
import dev.faultline.streams.incident.IncidentKey;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Span;
import dev.faultline.streams.merge.ClosedTallies;
import dev.faultline.streams.merge.MergeLog;
import dev.faultline.streams.merge.PopulationMerge;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import dev.faultline.streams.resilience.Place;
import dev.faultline.streams.roll.MergeState;
import dev.faultline.streams.roll.PartialTally;
import dev.faultline.streams.roll.RollSettings;
import dev.faultline.streams.roll.TallyChange;
import dev.faultline.streams.roll.TallyState;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a population over three days, with and without restarts. */
class PopulationImpactsTest {

  static {
    TrustedRecords.trust();
  }

  private static final long STEP = 60_000;
  private static final int STEPS = 3 * 1_440;
  private static final PopulationRules RULES =
      Networks.load().rules(new Population("render", "compute"));

  /** What becomes known at a T. */
  private record Known(long at, IncidentUpdate update) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void restartsChangeNothing(long seed) {
    Run undisturbed = new Run(seed, 0);
    Run disturbed = new Run(seed, 0.02);
    undisturbed.go();
    disturbed.go();
    assertThat(undisturbed.rows).hasSizeGreaterThan(100);
    assertThat(disturbed.rows).isEqualTo(undisturbed.rows);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {7, 8})
  void onlyWhatMayStillBeAskedForIsKept(long seed) {
    Run run = new Run(seed, 0);
    run.go();
    long longest = STEPS * STEP - PopulationImpacts.KEPT - TrackedIncident.LONGEST;
    assertThat(run.log.steps.firstKey()).isGreaterThan(longest);
    assertThat(run.log.steps).hasSizeLessThan(STEPS);
    assertThat(run.log.rows.values())
        .allMatch(row -> row.getBaselineAt().toEpochMilli() >= run.log.steps.firstKey());
  }

  @Test
  void whatHasNoEndIsClosedAfterItsSevenDays() {
    Run run = new Run(9, 0.001);
    run.known.clear();
    long begins = 5 * STEP - 7_000;
    run.known.add(
        new Known(
            6 * STEP,
            new IncidentUpdate(
                new IncidentKey("aws", "endless"),
                "aws",
                Optional.of(new Span(begins, Revision.NO_END)),
                List.of(new Place("aws", Optional.of("us-east-1"))))));
    run.go(8 * 1_440);

    Map<Integer, ImpactRow> last = new HashMap<>();
    run.rows.forEach(row -> last.put(row.getWindowS(), row));
    assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(RULES.windowSeconds());
    assertThat(last.values())
        .allSatisfy(
            row -> {
              assertThat(row.getComplete()).isTrue();
              assertThat(row.getEndsAt()).isNull();
              assertThat(row.getAt().toEpochMilli())
                  .isGreaterThan(begins + TrackedIncident.LONGEST);
            });
    assertThat(run.rows.stream().filter(ImpactRow::getComplete)).hasSize(last.size());
  }

  /** One life. */
  private static final class Run {
    private final Random life;
    private final Random fate = new Random(44);
    private final double restarts;
    private final PopulationMerge merge =
        new PopulationMerge(
            new RollSettings(RULES.stepMillis(), RULES.graceMillis(), RULES.windowSeconds()),
            new Forgetful());
    private final SavedLog log = new SavedLog();
    private final List<ImpactRow> rows = new ArrayList<>();
    private final List<Known> known = new ArrayList<>();
    private final Map<IncidentKey, IncidentUpdate> newest = new TreeMap<>();
    private PopulationImpacts impacts = started();
    private long hosted;

    Run(long seed, double restarts) {
      this.life = new Random(seed);
      this.restarts = restarts;
      for (int incident = 0; incident < 12; incident++) {
        long begins = life.nextInt(STEPS) * STEP - 7_000;
        for (int revision = 0; revision < 4; revision++) {
          begins -= life.nextInt(3) == 0 ? life.nextInt(60) * STEP : 0;
          long at = begins + (1 + life.nextInt(30) + revision * 45L) * STEP;
          long ends = revision == 3 ? at - 5_000 : Revision.NO_END;
          Optional<Span> span =
              incident % 5 == 4 && revision == 2
                  ? Optional.empty()
                  : Optional.of(new Span(begins, Math.max(begins, ends)));
          known.add(
              new Known(
                  at,
                  new IncidentUpdate(
                      new IncidentKey("aws", "i" + incident),
                      "aws",
                      span,
                      List.of(new Place("aws", Optional.of("us-east-1"))))));
        }
      }
      known.sort(java.util.Comparator.comparingLong(Known::at));
    }

    private PopulationImpacts started() {
      return new PopulationImpacts(RULES, "test", row -> rows.add(row), log);
    }

    void go() {
      go(STEPS);
    }

    void go(int steps) {
      for (long at = 0; at < steps * STEP; at += STEP) {
        boolean observed = at == 0 || life.nextInt(3) > 0;
        long change = at == 0 ? 1_000 : life.nextInt(41) - 20;
        change = Math.max(-hosted, life.nextInt(4) == 0 ? change : 0);
        hosted += change;
        merge.report(
            new PartialTally(
                0, 1, at, true, observed ? 1L : 0L, -1L, changes(at == 0, change), 0, false),
            this::publish);
      }
    }

    private void publish(ClosedTallies closed) {
      Map<IncidentKey, IncidentUpdate> news = new TreeMap<>();
      if (fate.nextDouble() < restarts) {
        impacts = started();
        log.giveBack(impacts);
        news.putAll(newest);
      }
      while (!known.isEmpty() && known.get(0).at() <= closed.at()) {
        IncidentUpdate update = known.remove(0).update();
        newest.put(update.incident(), update);
        news.put(update.incident(), update);
      }
      impacts.publish(closed, Weighting.WEIGHT, List.copyOf(news.values()));
    }

    private static List<TallyChange> changes(boolean first, long weight) {
      if (weight == 0 && !first) {
        return List.of();
      }
      // in the first band, and so in every window
      long nodes = first ? 1 : 0;
      return List.of(
          new TallyChange(0, Dimension.PROVIDER.ordinal(), "aws", nodes, 0L, weight),
          new TallyChange(0, Dimension.REGION.ordinal(), "aws/us-east-1", nodes, 0L, weight),
          new TallyChange(0, Tallies.STATUS, Tallies.LIVE, nodes, 0L, weight));
    }
  }

  /** Keeps what it is told to keep. */
  private static final class SavedLog implements ImpactLog {
    private final TreeMap<Long, Map<Integer, HostedStep>> steps = new TreeMap<>();
    private final Map<String, ImpactRow> rows = new HashMap<>();

    void giveBack(PopulationImpacts impacts) {
      steps.values().forEach(parts -> parts.values().forEach(impacts::restore));
      rows.values().forEach(impacts::restore);
    }

    @Override
    public void save(HostedStep step) {
      steps.computeIfAbsent(step.getAt(), at -> new TreeMap<>()).put(step.getPart(), step);
    }

    @Override
    public void forget(HostedStep step) {
      steps.get(step.getAt()).remove(step.getPart());
      steps.values().removeIf(Map::isEmpty);
    }

    private static String key(ImpactRow row) {
      return row.getIncidentId() + "/" + row.getWindowS();
    }

    @Override
    public void save(ImpactRow row) {
      rows.put(key(row), row);
    }

    @Override
    public void forget(ImpactRow row) {
      rows.remove(key(row));
    }
  }

  /** The merge itself is not restarted here. */
  private static final class Forgetful implements MergeLog {
    @Override
    public void await(PartialTally partial) {}

    @Override
    public void merged(PartialTally partial) {}

    @Override
    public void save(int window, int dimension, String entity, TallyState state) {}

    @Override
    public void save(MergeState state) {}
  }
}
