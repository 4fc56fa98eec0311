package dev.faultline.sql.sink.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class TableMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private TableMetrics landing(double lag) {
    TableMetrics metrics = new TableMetrics(registry, "stress", "faultline.stress.v1");
    metrics.lag(lag);
    metrics.oldestAge(5_000_000_000L);
    metrics.insertedOffset(0, 7);
    metrics.committedOffset(0, 6);
    metrics.inserted(3, 100, 1000);
    return metrics;
  }

  @Test
  void aSinkThatHasEndedTellsNoLagForEver() {
    TableMetrics metrics = landing(12);
    assertThat(registry.get("faultline.sink.lag").gauge().value()).isEqualTo(12);
    assertThat(registry.get("faultline.sink.oldest.age").gauge().value()).isEqualTo(5);
    metrics.close();
    assertThat(registry.getMeters()).noneMatch(Gauge.class::isInstance);
    assertThat(registry.get("faultline.sink.rows").counter().count())
        .as("what was counted stays")
        .isEqualTo(3);
  }

  @Test
  void theNextOneIsToldOfThoughTheFirstEndsLate() {
    TableMetrics first = landing(12);
    TableMetrics second = landing(0);
    first.close();
    assertThat(registry.get("faultline.sink.lag").gauge().value()).isZero();
    assertThat(registry.find("faultline.sink.offset.committed").gauges()).hasSize(1);
    second.close();
    assertThat(registry.getMeters()).noneMatch(Gauge.class::isInstance);
  }
}
