package dev.faultline.snapshot.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.snapshot.NotClosedException;
import dev.faultline.snapshot.NothingToTellException;
import dev.faultline.snapshot.SnapshotException;
import dev.faultline.snapshot.SnapshotOutcome;
import dev.faultline.snapshot.catalogue.Catalogue;
import dev.faultline.snapshot.catalogue.Gaps;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.Staging;
import dev.faultline.snapshot.release.Sums;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A week of days against a clock that is moved by hand. */
class SnapshotServiceTest {

  private static final Instant MONDAY = Instant.parse("2025-10-20T00:00:00Z");
  private static final Instant NOON = Instant.parse("2025-10-27T12:00:00Z");

  @TempDir Path all;

  private final List<Instant> runs = new ArrayList<>();
  private final Set<Instant> open = new TreeSet<>();
  private final Set<Instant> empty = new TreeSet<>();
  private final List<String> told = new ArrayList<>();
  private final Set<Instant> refused = new TreeSet<>();
  private boolean isBroken;

  @Test
  void gapsOfAWeekAreFilledTheOldestFirst() throws Exception {
    for (int day : new int[] {0, 1, 3, 6}) {
      write(ReleaseName.first(day(day)));
    }
    assertThat(service(NOON, Optional.empty()).makeDue()).isTrue();
    assertThat(runs).containsExactly(day(2), day(4), day(5), day(7));
    assertThat(Releases.in(all)).hasSize(8);
    assertThat(Files.readSymbolicLink(all.resolve("latest"))).hasToString("2025-10-27T00-00-00Z");

    assertThat(service(NOON, Optional.empty()).makeDue()).isTrue();
    assertThat(runs).hasSize(4);
  }

  @Test
  void itsGaugesGoWithItAndThoseOfTheNextOneTell() throws Exception {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    open.add(day(1));
    SnapshotService first = service(day(1).plusSeconds(60), Optional.empty(), metrics);
    first.makeDue();
    assertThat(metrics.get("faultline.snapshot.due").gauge().value()).isPositive();
    open.clear();
    SnapshotService second = service(day(1).plusSeconds(60), Optional.empty(), metrics);
    second.makeDue();
    assertThat(metrics.get("faultline.snapshot.due").gauge().value()).isZero();
    first.close();
    assertThat(metrics.find("faultline.snapshot.due").gauge()).isNotNull();
    second.close();
    assertThat(metrics.find("faultline.snapshot.due").gauge()).isNull();
    assertThat(metrics.find("faultline.snapshot.newest.timestamp").gauge()).isNull();
  }

  @Test
  void whatIsThereAndNotListedIsCompleted() throws Exception {
    write(ReleaseName.first(day(0)));
    Files.delete(all.resolve("catalog.json"));
    service(day(0).plusSeconds(60), Optional.empty()).makeDue();
    assertThat(runs).containsExactly(day(0));
  }

  @Test
  void onePopulationThatIsOpenHoldsTheLaterOnesToo() throws Exception {
    write(ReleaseName.first(day(0)));
    open.add(day(2));
    SnapshotService service = service(day(3).plusSeconds(60), Optional.empty());
    service.makeDue();
    service.makeDue();
    assertThat(runs).containsExactly(day(1));
    assertThat(told.stream().filter(line -> line.contains("waits"))).hasSize(1);
    assertThat(service.problem()).isEmpty();

    open.clear();
    service.makeDue();
    assertThat(runs).containsExactly(day(1), day(2), day(3));
  }

  @Test
  void ofWhatThereIsNothingToTellIsAGapOnceTheScheduleHasBegun() throws Exception {
    empty.add(day(0));
    empty.add(day(2));
    service(day(0).plusSeconds(60), Optional.empty()).makeDue();
    assertThat(Gaps.read(all)).isEmpty();

    service(day(3).plusSeconds(60), Optional.empty()).makeDue();
    assertThat(runs).containsExactly(day(3));
    write(ReleaseName.first(day(1)));
    service(day(3).plusSeconds(60), Optional.empty()).makeDue();
    assertThat(Gaps.read(all)).containsOnlyKeys(day(2));
    assertThat(Files.readString(all.resolve("catalog.json"))).contains("nothing here");
  }

  @Test
  void aRunThatFailsIsTriedAgainAndTold() throws Exception {
    isBroken = true;
    SnapshotService service = service(MONDAY.plusSeconds(60), Optional.empty());
    assertThat(service.makeDue()).isFalse();
    assertThat(service.makeDue()).isFalse();
    assertThat(service.problem()).contains("the disk is full");
    assertThat(told).containsExactly("a snapshot failed and is tried again: the disk is full");

    isBroken = false;
    assertThat(service.makeDue()).isTrue();
    assertThat(service.problem()).isEmpty();
  }

  /** It once was tried again and again, and no later one was made. */
  @Test
  void oneThatNeedsAPersonHoldsNoOther() throws Exception {
    write(ReleaseName.first(day(0)));
    refused.add(day(1));
    SnapshotService service = service(day(3).plusSeconds(60), Optional.empty());
    assertThat(service.makeDue()).isFalse();
    assertThat(runs).containsExactly(day(2), day(3));
    assertThat(service.problem()).contains("give --reason");
  }

  @Test
  void whatIsOlderThanItIsKeptGoes() throws Exception {
    for (int day = 0; day < 8; day++) {
      write(ReleaseName.first(day(day)));
    }
    service(NOON, Optional.of(Duration.ofDays(3))).makeDue();
    assertThat(Releases.in(all).stream().map(ReleaseName::asOf))
        .containsExactly(day(5), day(6), day(7));
    assertThat(Files.readString(all.resolve("catalog.json"))).doesNotContain("2025-10-24");
    assertThat(runs).isEmpty();
  }

  private SnapshotService service(Instant now, Optional<Duration> keep) {
    return service(now, keep, new SimpleMeterRegistry());
  }

  private SnapshotService service(
      Instant now, Optional<Duration> keep, SimpleMeterRegistry metrics) {
    return new SnapshotService(
        Cron.of("0 0 * * *"),
        all,
        keep,
        this::run,
        told::add,
        metrics,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private SnapshotOutcome run(Instant asOf) throws Exception {
    if (isBroken) {
      throw new IOException("the disk is full");
    }
    if (open.contains(asOf)) {
      throw new NotClosedException(List.of());
    }
    if (refused.contains(asOf)) {
      throw new SnapshotException("give --reason");
    }
    if (empty.contains(asOf)) {
      throw new NothingToTellException("nothing here");
    }
    runs.add(asOf);
    ReleaseName name = ReleaseName.first(asOf);
    write(name);
    return new SnapshotOutcome(name, true, name.in(all), 1, 1);
  }

  private void write(ReleaseName name) throws IOException {
    if (!Files.exists(name.in(all))) {
      try (Staging staging = Staging.in(all)) {
        Files.writeString(
            staging.folder().resolve(Releases.DESCRIPTION),
            "{\"as_of\": \"%s\", \"release\": %d, \"format\": \"csv\"}"
                .formatted(name.asOf(), name.number()));
        Sums.write(staging.folder());
        staging.publish(name);
      }
    }
    Catalogue.write(all);
  }

  private static Instant day(int number) {
    return MONDAY.plus(Duration.ofDays(number));
  }
}
