package dev.faultline.cli.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a registry holds, in Prometheus' text format. Kafka's own meters are thousands of series a
 * process, and are told of on demand only.
 */
public final class Exposition {

  /** How the names of Kafka's own meters begin. */
  private static final String KAFKA = "kafka_";

  private Exposition() {}

  /**
   * The text.
   *
   * @param all with Kafka's own meters
   */
  public static String of(PrometheusMeterRegistry registry, boolean all) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(
              text,
              registry.getPrometheusRegistry().scrape(name -> all || !name.startsWith(KAFKA)));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is no device", e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
