package dev.faultline.streams.roll;

import dev.faultline.schemas.Dimension;
import dev.faultline.streams.tally.DimensionCode;
import dev.faultline.streams.tally.Tallies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of one population, in the order of publication: observations with disorder,
 * duplicates, lateness, churn and changed attributes, and watermarks. Also the oracle: it
 * recomputes the population at any T from all observations, without any state of its own.
 */
final class History {
  private static final long START = 1_760_000_000_000L;

  private static final int PUBLISHERS = 3;

  /** Either an observation, or a watermark where the sighting is null. */
  record Event(
      String nodeId,
      Sighting sighting,
      String publisher,
      long watermark,
      boolean closing,
      long incidents) {}

  private final RollSettings settings;
  private final List<Event> events = new ArrayList<>();

  History(RollSettings settings) {
    this.settings = settings;
  }

  static Event observation(String nodeId, Sighting sighting) {
    return new Event(nodeId, sighting, null, 0, false, -1);
  }

  static Event watermark(long time, long incidents) {
    return new Event(null, null, "", time, false, incidents);
  }

  /** A publisher that falls silent, goes back, closes or comes again, as it likes. */
  private static Event watermark(Random random, long now, int i) {
    return new Event(
        null,
        null,
        "p" + random.nextInt(PUBLISHERS),
        now - random.nextInt(20_000),
        random.nextInt(15) == 0,
        random.nextInt(3) == 0 ? -1 : i);
  }

  List<Event> events() {
    return events;
  }

  static History random(RollSettings settings, Random random, int size) {
    History history = new History(settings);
    Map<String, Sighting> newest = new HashMap<>();
    long now = START + random.nextInt(100_000);
    int nodes = 1 + random.nextInt(30);
    for (int i = 0; i < size; i++) {
      now +=
          random.nextInt(10) == 0
              ? random.nextLong(settings.longestMillis())
              : random.nextInt(9000);
      if (random.nextInt(12) == 0) {
        history.events.add(watermark(random, now, i));
        continue;
      }
      String nodeId = "node-" + random.nextInt(nodes) + (random.nextInt(20) == 0 ? "-" + i : "");
      Sighting last = newest.get(nodeId);
      if (last != null && random.nextInt(6) == 0) {
        history.events.add(random.nextBoolean() ? observation(nodeId, last) : history.any(random));
        continue;
      }
      if (last != null && random.nextInt(10) == 0) {
        // something else of the same time
        history.events.add(
            observation(nodeId, sighting(random, nodeId, null, last.getObservedAt())));
        newest.put(nodeId, history.events.get(history.events.size() - 1).sighting());
        continue;
      }
      // late for the slot that the node is in, or for one long ago
      long most = random.nextBoolean() ? 2 * settings.stepMillis() : 2 * settings.longestMillis();
      long disorder = random.nextInt(3) == 0 ? random.nextLong(most) : 0;
      Sighting sighting = sighting(random, nodeId, last, now - disorder);
      if (last == null || sighting.getObservedAt() >= last.getObservedAt()) {
        newest.put(nodeId, sighting);
      }
      history.events.add(observation(nodeId, sighting));
    }
    long end = now + settings.graceMillis() + settings.stepMillis();
    for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
      history.events.add(new Event(null, null, "p" + publisher, end, true, size));
    }
    return history;
  }

  /** One of the last observations again. */
  private Event any(Random random) {
    for (int i = events.size() - 1 - random.nextInt(20); i >= 0; i--) {
      if (events.get(i).sighting() != null) {
        return events.get(i);
      }
    }
    return watermark(START, -1);
  }

  private static Sighting sighting(Random random, String nodeId, Sighting last, long at) {
    if (last != null && random.nextInt(3) > 0) {
      return new Sighting(at, last.getLive(), last.getWeight(), last.getEntities());
    }
    String[] entities = new String[DimensionCode.SIZE];
    entities[Dimension.NODE.ordinal()] = nodeId;
    for (int d = 1; d < entities.length; d++) {
      boolean unknown = d == Tallies.STATUS || random.nextInt(5) == 0;
      entities[d] = unknown ? null : "e" + random.nextInt(4);
    }
    long weight = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << (1 + random.nextInt(55)));
    return new Sighting(at, random.nextInt(6) > 0, weight, Arrays.asList(entities));
  }

  /**
   * The newest T that is closed after each event, from what each publisher had said by then and
   * nothing that is carried from one event to the next.
   */
  private long[] closedThrough() {
    long[] closed = new long[events.size()];
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < closed.length; i++) {
      if (events.get(i).sighting() == null) {
        greatest = Math.max(greatest, settings.closableAt(watermarkAfter(i)));
      }
      closed[i] = greatest;
    }
    return closed;
  }

  private long watermarkAfter(int last) {
    List<Event> said =
        events.subList(0, last + 1).stream().filter(event -> event.sighting() == null).toList();
    long newest = said.stream().mapToLong(Event::watermark).max().orElseThrow();
    Map<String, Long> open = new HashMap<>();
    for (Event event : said) {
      if (event.closing()) {
        open.remove(event.publisher());
      } else {
        open.merge(event.publisher(), event.watermark(), Math::max);
      }
    }
    return open.values().stream()
        .mapToLong(Long::longValue)
        .filter(each -> newest - each <= settings.publisherLagMillis())
        .min()
        .orElse(newest);
  }

  /** What must be published for T: the newest of each node among all that came before T closed. */
  Snapshot at(long at) {
    TreeMap<String, long[]> cells = new TreeMap<>();
    Map<String, TreeMap<Long, Sighting>> bySlot = new HashMap<>();
    long[] closed = closedThrough();
    for (int i = 0; i < closed.length && closed[i] < at; i++) {
      Event event = events.get(i);
      long closedThrough = closed[i];
      if (event.sighting() == null) {
        continue;
      }
      long observedAt = event.sighting().getObservedAt();
      TreeMap<Long, Sighting> newest =
          bySlot.computeIfAbsent(event.nodeId(), key -> new TreeMap<>());
      long slot = settings.slotOf(observedAt);
      if (slot <= closedThrough) {
        if (!event.sighting().equals(held(newest, observedAt, closedThrough))) {
          countLate(cells, observedAt, closedThrough, at);
        }
        slot = closedThrough + settings.stepMillis();
      }
      newest.merge(slot, event.sighting(), History::newer);
    }
    newestUpTo(at, closed).forEach((node, sighting) -> count(cells, sighting, at));
    TreeMap<String, String> lines = new TreeMap<>();
    cells.forEach((name, cell) -> lines.put(name, cell[0] + " nodes, " + cell[1]));
    lines.put(Snapshot.INCIDENTS, Long.toString(incidentsAt(at, closed)));
    return new Snapshot(lines);
  }

  private Map<String, Sighting> newestUpTo(long at, long[] closed) {
    Map<String, Sighting> newest = new HashMap<>();
    for (int i = 0; i < closed.length && closed[i] < at; i++) {
      Event event = events.get(i);
      if (event.sighting() != null && event.sighting().getObservedAt() <= at) {
        Sighting before = newest.get(event.nodeId());
        if (before == null || event.sighting().getObservedAt() >= before.getObservedAt()) {
          newest.put(event.nodeId(), event.sighting());
        }
      }
    }
    return newest;
  }

  /** The highest position that a watermark told, up to the one that closed T. */
  private long incidentsAt(long at, long[] closed) {
    long highest = -1;
    for (int i = 0; i < closed.length; i++) {
      highest = Math.max(highest, events.get(i).incidents());
      if (closed[i] >= at) {
        break;
      }
    }
    return highest;
  }

  /**
   * What was held of this time when a late observation came: of what had taken effect the newest,
   * unless one that is as new or newer waited for the next slot.
   *
   * @param newest by the slot in which they take effect
   */
  private Sighting held(TreeMap<Long, Sighting> newest, long observedAt, long closedThrough) {
    Sighting counting =
        newest.headMap(closedThrough, true).values().stream().reduce(History::newer).orElse(null);
    Sighting waiting = newest.get(closedThrough + settings.stepMillis());
    if (waiting != null
        && waiting.getObservedAt() == observedAt
        && (counting == null || observedAt >= counting.getObservedAt())) {
      return waiting;
    }
    return counting;
  }

  /** Of two equally new ones the later. */
  private static Sighting newer(Sighting earlier, Sighting later) {
    return later.getObservedAt() >= earlier.getObservedAt() ? later : earlier;
  }

  private void countLate(
      TreeMap<String, long[]> cells, long observedAt, long closedThrough, long at) {
    long slot = settings.slotOf(observedAt);
    for (int window = 0; window < settings.windows(); window++) {
      boolean reachedIt = closedThrough + settings.stepMillis() <= at;
      if (reachedIt && slot > at - settings.windowMillis(window)) {
        add(cells, window, Tallies.STATUS, Tallies.LATE, 0);
      }
    }
  }

  private void count(TreeMap<String, long[]> cells, Sighting sighting, long at) {
    for (int window = 0; window < settings.windows(); window++) {
      if (sighting.getObservedAt() <= at - settings.windowMillis(window)) {
        continue;
      }
      String status = sighting.getLive() ? Tallies.LIVE : Tallies.DOWN;
      add(cells, window, Tallies.STATUS, status, sighting.getWeight());
      for (int d = 0; sighting.getLive() && d < DimensionCode.SIZE; d++) {
        if (sighting.getEntities().get(d) != null) {
          add(cells, window, d, sighting.getEntities().get(d), sighting.getWeight());
        }
      }
    }
  }

  private static void add(
      TreeMap<String, long[]> cells, int window, int dimension, String entity, long weight) {
    long[] cell =
        cells.computeIfAbsent(Snapshot.name(window, dimension, entity), key -> new long[2]);
    cell[0]++;
    cell[1] += weight;
  }
}
