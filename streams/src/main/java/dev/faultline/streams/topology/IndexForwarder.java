package dev.faultline.streams.topology;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.DeadLetter;
import dev.faultline.schemas.DecentralizationRow;
import dev.faultline.schemas.EntityShare;
import dev.faultline.schemas.ImpactRow;
import dev.faultline.schemas.JointNakamotoRow;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.ResilienceRow;
import dev.faultline.schemas.StressRow;
import dev.faultline.schemas.Weighting;
import dev.faultline.schemas.deadletter.DeadLetterFactory;
import dev.faultline.streams.index.IndexSink;
import dev.faultline.streams.latest.LatestGate;
import dev.faultline.streams.latest.LatestKeys;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Sends one population's index rows downstream, and those that are the newest to the compacted
 * topics too.
 */
final class IndexForwarder implements IndexSink {

  private final ProcessorContext<String, SpecificRecord> context;
  private final String key;
  private final LatestGate gate;

  IndexForwarder(
      Population population,
      ProcessorContext<String, SpecificRecord> context,
      KeyValueStore<String, Long> latestInstants) {
    this.context = context;
    this.key = population.key();
    this.gate = new LatestGate(key, latestInstants);
  }

  private void forward(SpecificRecord row, Instant at) {
    context.forward(new Record<>(key, row, at.toEpochMilli()), MeasurePopulations.INDICES);
  }

  private void forwardLatest(String series, SpecificRecord row, Instant at) {
    if (gate.isOpen(at.toEpochMilli())) {
      context.forward(new Record<>(series, row, at.toEpochMilli()), MeasurePopulations.LATEST);
    }
  }

  @Override
  public void publish(DecentralizationRow row) {
    forward(row, row.getAt());
    forwardLatest(LatestKeys.of(row), row, row.getAt());
  }

  @Override
  public void publish(EntityShare share) {
    forward(share, share.getAt());
  }

  @Override
  public void publish(ResilienceRow row) {
    forward(row, row.getAt());
    forwardLatest(LatestKeys.of(row), row, row.getAt());
  }

  @Override
  public void publish(StressRow row) {
    forward(row, row.getAt());
  }

  @Override
  public void publish(JointNakamotoRow row) {
    forward(row, row.getAt());
  }

  @Override
  public void publish(ImpactRow row) {
    forward(row, row.getAt());
  }

  @Override
  public void publish(AlertRow row) {
    String alert = row.getRule() + "/" + row.getSubject();
    context.forward(
        new Record<>(alert, row, row.getAt().toEpochMilli()), MeasurePopulations.INDICES);
  }

  @Override
  public void refuse(long at, Weighting weighting, String reason) {
    DeadLetter letter =
        new DeadLetterFactory("measure")
            .ofResult(
                key, Instant.ofEpochMilli(at), weighting.name().toLowerCase(Locale.ROOT), reason);
    context.forward(
        new Record<>(DeadLetterFactory.key(letter), letter, at), MeasurePopulations.INDICES);
  }
}
