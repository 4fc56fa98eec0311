package dev.faultline.streams.measure;

import static dev.faultline.streams.measure.Fixtures.measure;
import static dev.faultline.streams.measure.Fixtures.ranking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.streams.network.FaultRule;
import dev.faultline.testkit.RecordedData;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The metric vectors of the University of Edinburgh's decentralization index, nodes/edi. Where they
 * count entities of zero weight, as this product does not, or call the share of an empty market
 * zero, our own value is expected.
 */
class GoldenVectorsTest {

  private static final Set<String> PROSE = Set.of("source", "notes");

  @TestFactory
  Iterable<DynamicTest> vectors() throws IOException {
    try (Reader reader = RecordedData.open("nodes/edi/edi_metric_vectors.json")) {
      JsonNode file =
          new ObjectMapper()
              .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
              .readTree(reader);
      return file.properties().stream()
          .filter(metric -> !PROSE.contains(metric.getKey()))
          .flatMap(
              metric ->
                  StreamSupport.stream(metric.getValue().spliterator(), false)
                      .map(vector -> test(metric.getKey(), vector)))
          .toList();
    }
  }

  private static DynamicTest test(String metric, JsonNode vector) {
    return DynamicTest.dynamicTest(
        metric + " " + vector,
        () -> {
          Number measured = measured(metric, vector);
          Double expected = expected(metric, vector);
          if (expected == null) {
            assertThat(measured).isNull();
          } else {
            double tolerance = vector.has("dp") ? Math.pow(10, -vector.get("dp").intValue()) : 1e-9;
            assertThat(measured.doubleValue()).isCloseTo(expected, within(tolerance));
          }
        });
  }

  private static Double expected(String metric, JsonNode vector) {
    return switch (metric + " " + vector.get("x")) {
      case "theil [432,0,0,0]" -> 0.0;
      case "gini [1,1,3,0,0]" -> 4.0 / 15;
      case "concentration_ratio []" -> null;
      default -> vector.get("expect").isNull() ? null : vector.get("expect").doubleValue();
    };
  }

  private static Number measured(String metric, JsonNode vector) {
    long[] weights =
        StreamSupport.stream(vector.get("x").spliterator(), false)
            .mapToLong(JsonNode::longValue)
            .toArray();
    Measures measures = measure(weights);
    return switch (metric) {
      case "entropy" -> renyi(measures, vector.get("alpha").intValue());
      case "entropy_percentage" -> measures.normalizedEntropy();
      case "gini" -> measures.gini();
      case "nakamoto" -> Nakamoto.coefficient(ranking(weights), new FaultRule(1, 2, false));
      case "hhi" -> measures.hhi() == null ? null : measures.hhi() * 10_000;
      case "theil" -> measures.theil();
      case "concentration_ratio" -> concentration(measures, vector.get("n").intValue());
      case "tau" ->
          Nakamoto.coefficient(ranking(weights), moreThan(vector.get("t").decimalValue()));
      case "total_entities" -> measures.entities();
      default -> throw new AssertionError("no measure for the vectors of " + metric);
    };
  }

  /** Rényi entropies follow from the measures: of order 0, 1, 2, and −1 for the min-entropy. */
  private static Double renyi(Measures measures, int alpha) {
    if (measures.entities() == 0) {
      return null;
    }
    return switch (alpha) {
      case -1 -> -log2(measures.top1());
      case 0 -> log2(measures.entities());
      case 1 -> measures.entropy();
      case 2 -> log2(measures.effectiveEntities());
      default -> throw new AssertionError("no entropy of order " + alpha);
    };
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }

  private static Double concentration(Measures measures, int largest) {
    return switch (largest) {
      case 1 -> measures.top1();
      case 3 -> measures.top3();
      default -> throw new AssertionError("no concentration ratio of the " + largest + " largest");
    };
  }

  private static FaultRule moreThan(BigDecimal fraction) {
    return new FaultRule(
        fraction.unscaledValue().longValueExact(),
        BigDecimal.TEN.pow(fraction.scale()).longValueExact(),
        true);
  }
}
