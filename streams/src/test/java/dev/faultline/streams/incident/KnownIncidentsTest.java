package dev.faultline.streams.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.IncidentStatus;
import dev.faultline.schemas.Scope;
import dev.faultline.schemas.Severity;
import dev.faultline.schemas.TrustedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownIncidentsTest {

  static {
    TrustedRecords.trust();
  }

  private final KnownIncidents known = new KnownIncidents();
  private long offset;

  @Test
  void opensWhenBothBegunAndKnown() {
    append(revision("a", 100, IncidentStatus.INVESTIGATING, 50, null));
    append(revision("b", 100, IncidentStatus.IDENTIFIED, 150, 170L));

    assertThat(openAt(99)).isEmpty();
    assertThat(openAt(100)).containsExactly("a");
    assertThat(openAt(149)).containsExactly("a");
    assertThat(openAt(150)).containsExactly("a", "b");
    assertThat(openAt(170)).as("an end is not part of the incident").containsExactly("a");
  }

  @Test
  void resolvedVanishedAndRetractedAreNotOpenWhateverTheirEnd() {
    append(revision("a", 100, IncidentStatus.INVESTIGATING, 50, null));
    append(revision("b", 100, IncidentStatus.INVESTIGATING, 50, null));
    append(revision("c", 100, IncidentStatus.INVESTIGATING, 50, null));
    append(revision("a", 110, IncidentStatus.RESOLVED, 50, null));
    append(revision("b", 120, IncidentStatus.VANISHED, 50, null));
    append(revision("c", 130, IncidentStatus.RETRACTED, 50, 900L));

    assertThat(openAt(100)).containsExactly("a", "b", "c");
    assertThat(openAt(119)).containsExactly("b", "c");
    assertThat(openAt(129)).containsExactly("c");
    assertThat(openAt(130)).isEmpty();
  }

  @Test
  void aReopenedIncidentIsOpenAgainAndALateEditChangesOnlyWhatComes() {
    append(revision("a", 100, IncidentStatus.MONITORING, 50, null));
    append(revision("a", 110, IncidentStatus.RESOLVED, 50, 105L));
    append(revision("a", 120, IncidentStatus.INVESTIGATING, 50, null));
    append(revision("a", 9_000_000, IncidentStatus.RESOLVED, 40, 130L));

    assertThat(openAt(110)).isEmpty();
    assertThat(openAt(120)).containsExactly("a");
    assertThat(openAt(8_999_999)).containsExactly("a");
    assertThat(openAt(9_000_000)).isEmpty();
  }

  @Test
  void maintenanceAndDependantsAreNotOutages() {
    append(revision("m", 1, IncidentStatus.INVESTIGATING, 1, null, IncidentKind.MAINTENANCE));
    append(revision("d", 1, IncidentStatus.INVESTIGATING, 1, null, IncidentKind.DEPENDANT));

    assertThat(openAt(5)).isEmpty();
  }

  @Test
  void ofTwoKnownAtOnceTheLaterOffsetCounts() {
    append(revision("a", 100, IncidentStatus.RESOLVED, 50, 60L));
    append(revision("a", 100, IncidentStatus.INVESTIGATING, 50, null));

    assertThat(openAt(100)).containsExactly("a");
  }

  @Test
  void isAskedForAscendingInstants() {
    openAt(10);

    assertThatThrownBy(() -> openAt(9)).isInstanceOf(IllegalArgumentException.class);
  }

  static LongStream seeds() {
    return LongStream.concat(LongStream.range(0, 20), new Random().longs(20));
  }

  /** Appends and questions in any mixture give what a look at all revisions gives. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void equalsALookAtAllRevisions(long seed) {
    Random random = new Random(seed);
    List<IncidentRevision> all = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 400; i++) {
      if (random.nextInt(3) == 0) {
        IncidentRevision revision = random(random);
        all.add(revision);
        append(revision);
      } else {
        at += random.nextInt(5);
        assertThat(openAt(at)).as("at %d", at).isEqualTo(lookAtAll(all, at));
      }
    }
  }

  private static IncidentRevision random(Random random) {
    IncidentStatus[] statuses = IncidentStatus.values();
    return revision(
        "i" + random.nextInt(6),
        random.nextInt(700),
        statuses[random.nextInt(statuses.length)],
        random.nextInt(700),
        random.nextBoolean() ? null : (long) random.nextInt(700),
        random.nextInt(5) == 0 ? IncidentKind.MAINTENANCE : IncidentKind.OUTAGE);
  }

  private static List<String> lookAtAll(List<IncidentRevision> all, long at) {
    TreeMap<String, IncidentRevision> newest = new TreeMap<>();
    for (IncidentRevision revision : all) {
      IncidentRevision before = newest.get(revision.getIncidentId());
      if (revision.getKnownAt().toEpochMilli() <= at
          && (before == null || !revision.getKnownAt().isBefore(before.getKnownAt()))) {
        newest.put(revision.getIncidentId(), revision);
      }
    }
    return newest.values().stream()
        .filter(revision -> revision.getKind() == IncidentKind.OUTAGE)
        .filter(revision -> revision.getStatus().ordinal() < IncidentStatus.RESOLVED.ordinal())
        .filter(revision -> revision.getBeginsAt().toEpochMilli() <= at)
        .filter(
            revision -> revision.getEndsAt() == null || revision.getEndsAt().toEpochMilli() > at)
        .map(IncidentRevision::getIncidentId)
        .toList();
  }

  private void append(IncidentRevision revision) {
    known.append(offset++, revision);
  }

  private List<String> openAt(long at) {
    return known.openAt(at).stream().map(IncidentRevision::getIncidentId).toList();
  }

  private static IncidentRevision revision(
      String id, long knownAt, IncidentStatus status, long beginsAt, Long endsAt) {
    return revision(id, knownAt, status, beginsAt, endsAt, IncidentKind.OUTAGE);
  }

  private static IncidentRevision revision(
      String id,
      long knownAt,
      IncidentStatus status,
      long beginsAt,
      Long endsAt,
      IncidentKind kind) {
    return IncidentRevision.newBuilder()
        .setSource("test")
        .setIncidentId(id)
        .setRevision(1)
        .setContentHash("00")
        .setKnownAt(Instant.ofEpochMilli(knownAt))
        .setKind(kind)
        .setProvider("aws")
        .setStatus(status)
        .setSeverity(Severity.MAJOR)
        .setBeginsAt(Instant.ofEpochMilli(beginsAt))
        .setEndsAt(endsAt == null ? null : Instant.ofEpochMilli(endsAt))
        .setTitle("test")
        .setScopes(List.of(new Scope("aws", null, null)))
        .build();
  }
}
