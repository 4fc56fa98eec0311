package dev.faultline.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PartGaugesTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private PartGauges part(double value, String table) {
    PartGauges gauges = new PartGauges(registry);
    gauges.tell("lag", "How far.", "records", Tags.of("table", table), () -> value);
    return gauges;
  }

  private Double told(String table) {
    var gauge = registry.find("lag").tag("table", table).gauge();
    return gauge == null ? null : gauge.value();
  }

  @Test
  void whatIsGoneTellsNothing() {
    PartGauges first = part(1, "a");
    part(2, "b");
    first.close();
    assertThat(told("a")).isNull();
    assertThat(told("b")).isEqualTo(2);
  }

  @Test
  void aPartThatIsStartedAgainIsToldOf() {
    PartGauges first = part(1, "a");
    PartGauges second = part(2, "a");
    assertThat(told("a")).isEqualTo(2);
    first.close();
    assertThat(told("a")).as("the first one goes late").isEqualTo(2);
    second.close();
    assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
  }
}
