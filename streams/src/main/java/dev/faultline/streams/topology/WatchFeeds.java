package dev.faultline.streams.topology;

import dev.faultline.schemas.AlertRow;
import dev.faultline.schemas.FeedPoll;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.alert.AlertSample;
import dev.faultline.streams.alert.SubjectAlerts;
import dev.faultline.streams.alert.SubjectWatch;
import dev.faultline.streams.decode.DeadLetters;
import dev.faultline.streams.decode.FieldLength;
import dev.faultline.streams.decode.PoisonException;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.node.EventTime;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes how the polls of feeds went and publishes alerts about feeds. A record that cannot be read
 * goes to the dead letters and nothing else changes.
 */
final class WatchFeeds implements Processor<byte[], byte[], String, SpecificRecord> {

  static final String STORE = "watch-feeds";

  private static final String STAGE = "measure";

  private final AlertRules rules;
  private final RegistryReader<FeedPoll> reader;
  private ProcessorContext<String, SpecificRecord> context;
  private SubjectWatch watch;

  WatchFeeds(AlertRules rules, RegistryReader<FeedPoll> reader) {
    this.rules = rules;
    this.reader = reader;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    KeyValueStore<String, SubjectAlerts> store = context.getStateStore(STORE);
    watch = new SubjectWatch(rules, new StoredAlerts(store), this::publish);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new PoisonException("the value is missing");
      }
      FeedPoll poll = FieldLength.checked(reader.read(record.value()));
      if (!EventTime.isInRange(poll.getPolledAt().toEpochMilli())) {
        throw new PoisonException("polled_at is not between 1970 and 9999: " + poll.getPolledAt());
      }
      watch.take(AlertSample.of(poll));
    } catch (PoisonException poison) {
      context.forward(
          DeadLetters.of(STAGE, DeadLetters.polled(context, record), poison.getMessage()));
    }
  }

  private void publish(AlertRow row) {
    context.forward(
        new Record<>(row.getRule() + "/" + row.getSubject(), row, row.getAt().toEpochMilli()));
  }
}
