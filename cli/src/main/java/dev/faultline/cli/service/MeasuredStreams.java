package dev.faultline.cli.service;

import dev.faultline.service.lifecycle.Service;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.runtime.StreamsService;
import dev.faultline.streams.runtime.StreamsSettings;
import dev.faultline.streams.stress.Scenarios;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/** The topologies, with their meters in a registry for as long as they run. */
public final class MeasuredStreams implements Service {

  private final StreamsService streams;
  private final MeterRegistry metrics;
  private final List<KafkaStreamsMetrics> bound = new ArrayList<>();

  public MeasuredStreams(
      StreamsSettings settings,
      Networks networks,
      Scenarios scenarios,
      AlertRules alertRules,
      Supplier<Enricher> enricher,
      MeterRegistry metrics) {
    this.streams = new StreamsService(settings, networks, scenarios, alertRules, enricher);
    this.metrics = metrics;
  }

  @Override
  public String name() {
    return streams.name();
  }

  @Override
  public void start() throws Exception {
    streams.start();
    for (KafkaStreams each : streams.streams()) {
      KafkaStreamsMetrics meters = new KafkaStreamsMetrics(each);
      meters.bindTo(metrics);
      bound.add(meters);
    }
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return streams.failure();
  }

  /** Why they do not compute now; empty while they do. */
  public Optional<String> problem() {
    return streams.problem();
  }

  @Override
  public void close() {
    bound.forEach(KafkaStreamsMetrics::close);
    bound.clear();
    streams.close();
  }
}
