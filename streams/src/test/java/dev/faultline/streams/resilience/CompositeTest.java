package dev.faultline.streams.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompositeTest {

  @Test
  void allOnesIsAHundredWithoutDoubt() {
    assertThat(of(1, 1, 1, 1, 1, 1)).isEqualTo(new Composite(100, 100, 100));
  }

  @Test
  void twoComponentsMoveByAQuarterEach() {
    Composite composite = of(0.25, 1);

    assertThat(composite.index()).isCloseTo(50, within(1e-12));
    assertThat(composite.low())
        .as("weights 5/8 and 3/8")
        .isCloseTo(100 * Math.pow(0.25, 0.625), within(1e-12));
    assertThat(composite.high()).isCloseTo(100 * Math.pow(0.25, 0.375), within(1e-12));
  }

  @Test
  void aComponentBelowTheFloorCountsAsTheFloor() {
    assertThat(of(0, 1).index()).isCloseTo(10, within(1e-12));
    assertThat(of(0.01, 1)).isEqualTo(of(0, 1)).isEqualTo(of(0.009, 1));
    assertThat(of(0, 1, 1, 1, 1, 1).index()).as("about half").isCloseTo(46.4, within(0.1));
  }

  @Property(tries = 500)
  void theIndexLiesBetweenItsEndsAndTheEndsBetweenLeastAndGreatest(
      @ForAll @Size(6) double[] raw, @ForAll @DoubleRange(min = 0.01, max = 1) double least) {
    double[] components = new double[raw.length];
    double smallest = 1;
    double greatest = 0;
    for (int i = 0; i < raw.length; i++) {
      double fraction = Math.abs(Math.IEEEremainder(Double.isFinite(raw[i]) ? raw[i] : 1, 2));
      components[i] = least + (1 - least) * fraction;
      smallest = Math.min(smallest, components[i]);
      greatest = Math.max(greatest, components[i]);
    }
    Composite composite = of(components);

    assertThat(composite.low()).isBetween(100 * smallest - 1e-9, composite.index());
    assertThat(composite.high()).isBetween(composite.index(), 100 * greatest + 1e-9);
  }

  private static Composite of(double... components) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < components.length; i++) {
      named.put("component " + i, components[i]);
    }
    return Composite.of(named);
  }
}
