package dev.faultline.streams.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.AlertSeverity;
import dev.faultline.schemas.AlertState;
import dev.faultline.schemas.Population;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlertEvaluatorTest {

  private static final Instant BEGIN = Instant.parse("2025-10-20T07:00:00Z");
  private static final AlertSubject SOLANA = AlertSubject.of(new Population("solana", "consensus"));
  private static final double THIRD = 1 / 3.0;

  private static AlertRule rule(String condition, Duration holds) {
    return new AlertRule(
        "some",
        AlertMeasure.EXPOSURE_MAJOR_HIGH,
        "*",
        AlertCondition.parse(condition).orElseThrow(),
        0,
        holds.toMillis(),
        AlertSeverity.CRITICAL,
        "{subject}: {value} of {threshold}");
  }

  private static AlertRule fall(double points) {
    return new AlertRule(
        "fell",
        AlertMeasure.RESILIENCE_INDEX,
        "solana/*",
        AlertCondition.parse(">= " + points).orElseThrow(),
        Duration.ofDays(1).toMillis(),
        0,
        AlertSeverity.WARNING,
        "{subject}: {value}");
  }

  private static AlertSample sample(AlertMeasure measure, int minute, Double value) {
    return new AlertSample(
        SOLANA,
        BEGIN.plusSeconds(60L * minute).toEpochMilli(),
        value == null ? Map.of() : Map.of(measure, value),
        THIRD,
        3600);
  }

  /** A value a minute; null where it is not defined. */
  private static List<AlertRow> rows(AlertRule rule, Double... values) {
    List<AlertRow> rows = new ArrayList<>();
    AlertEvaluator evaluator = new AlertEvaluator(AlertRules.of(List.of(rule)));
    SubjectAlerts memory = null;
    for (int minute = 0; minute < values.length; minute++) {
      memory = evaluator.next(memory, sample(rule.measure(), minute, values[minute]), rows::add);
    }
    return rows;
  }

  private static long minute(Instant at) {
    return Duration.between(BEGIN, at).toMinutes();
  }

  @Test
  void firesAtOnceWithoutADurationAndIsResolved() {
    List<AlertRow> rows = rows(rule(">= 0.5 liveness", Duration.ZERO), 0.1, 0.17, 0.2, 0.16, 0.1);

    assertThat(rows)
        .extracting(
            AlertRow::getState, row -> minute(row.getAt()), row -> minute(row.getActiveAt()))
        .containsExactly(tuple(AlertState.FIRING, 1L, 1L), tuple(AlertState.RESOLVED, 3L, 1L));
    assertThat(rows.get(0).getText()).isEqualTo("solana/consensus: 17.0 % of 16.7 %");
    assertThat(rows.get(0).getThreshold()).isEqualTo(0.5 * THIRD);
    assertThat(rows.get(0).getCondition()).isEqualTo(">= 0.5 liveness");
    assertThat(rows.get(1).getFiredAt()).isEqualTo(rows.get(0).getAt());
    assertThat(rows.get(1).getResolvedAt()).isEqualTo(rows.get(1).getAt());
  }

  @Test
  void isPendingForAsLongAsTheRuleWants() {
    assertThat(rows(rule("> 0", Duration.ofMinutes(2)), 1.0, 1.0, 1.0, 1.0, 0.0))
        .extracting(AlertRow::getState, row -> minute(row.getAt()))
        .containsExactly(
            tuple(AlertState.PENDING, 0L),
            tuple(AlertState.FIRING, 2L),
            tuple(AlertState.RESOLVED, 4L));
  }

  @Test
  void whatHoldsTooShortlyNeverFires() {
    List<AlertRow> rows = rows(rule("> 0", Duration.ofMinutes(2)), 1.0, 1.0, 0.0, 1.0);

    assertThat(rows)
        .extracting(AlertRow::getState, row -> minute(row.getAt()))
        .containsExactly(
            tuple(AlertState.PENDING, 0L),
            tuple(AlertState.RESOLVED, 2L),
            tuple(AlertState.PENDING, 3L));
    assertThat(rows.get(1).getFiredAt()).isNull();
  }

  @Test
  void whatIsNotDefinedDoesNotHold() {
    assertThat(rows(rule("< 0.5", Duration.ZERO), 0.1, null, 0.1))
        .extracting(AlertRow::getState)
        .containsExactly(AlertState.FIRING, AlertState.RESOLVED, AlertState.FIRING);
  }

  @Test
  void aFallIsMeasuredFromTheGreatestValueOfADay() {
    assertThat(rows(fall(10), 50.0, 60.0, 55.0, 50.1, 50.0, 49.0, 52.0))
        .extracting(AlertRow::getState, row -> minute(row.getAt()), AlertRow::getValue)
        .containsExactly(tuple(AlertState.FIRING, 4L, 10.0), tuple(AlertState.RESOLVED, 6L, 8.0));
  }

  @Test
  void aPeakOfMoreThanADayAgoIsForgotten() {
    Double[] values = new Double[1443];
    java.util.Arrays.fill(values, 50.0);
    values[0] = 60.0;

    assertThat(rows(fall(10), values))
        .extracting(AlertRow::getState, row -> minute(row.getAt()))
        .containsExactly(tuple(AlertState.FIRING, 1L), tuple(AlertState.RESOLVED, 1441L));
  }

  @Test
  void aRuleThatIsGoneResolvesItsAlert() {
    AlertRule rule = rule("> 0", Duration.ZERO);
    List<AlertRow> rows = new ArrayList<>();
    SubjectAlerts memory =
        new AlertEvaluator(AlertRules.of(List.of(rule)))
            .next(null, sample(rule.measure(), 0, 1.0), rows::add);

    new AlertEvaluator(AlertRules.none()).next(memory, sample(rule.measure(), 1, 1.0), rows::add);

    assertThat(rows)
        .extracting(AlertRow::getState, AlertRow::getActiveAt)
        .containsExactly(tuple(AlertState.FIRING, BEGIN), tuple(AlertState.RESOLVED, BEGIN));
  }

  /** A restart hands over the memory as bytes, and tells some samples again. */
  @Test
  void aRestartAnywhereChangesNothing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    AlertRule rule = rule("> 0.5", Duration.ofMinutes(3));
    AlertRules rules = AlertRules.of(List.of(rule, fall(20)));
    List<AlertSample> samples = new ArrayList<>();
    for (int minute = 0; minute < 3000; minute++) {
      double value = random.nextInt(4) == 0 ? 0.9 : minute % 100 < 50 ? 0.8 : 0.1;
      samples.add(
          new AlertSample(
              SOLANA,
              BEGIN.plusSeconds(60L * minute).toEpochMilli(),
              Map.of(
                  AlertMeasure.EXPOSURE_MAJOR_HIGH,
                  value,
                  AlertMeasure.RESILIENCE_INDEX,
                  (double) random.nextInt(60)),
              THIRD,
              3600));
    }
    List<AlertRow> whole = new ArrayList<>();
    SubjectAlerts memory = null;
    for (AlertSample sample : samples) {
      memory = new AlertEvaluator(rules).next(memory, sample, whole::add);
    }
    List<AlertRow> restarted = new ArrayList<>();
    memory = null;
    for (int i = 0; i < samples.size(); i++) {
      memory = new AlertEvaluator(rules).next(memory, samples.get(i), restarted::add);
      if (random.nextInt(20) == 0) {
        i = Math.max(-1, i - random.nextInt(30));
      }
    }
    assertThat(restarted).as("seed %d", seed).isEqualTo(whole).hasSizeGreaterThan(50);
  }
}
