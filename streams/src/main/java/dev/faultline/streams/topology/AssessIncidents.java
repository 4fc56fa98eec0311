package dev.faultline.streams.topology;

import dev.faultline.schemas.IncidentKind;
import dev.faultline.schemas.IncidentRevision;
import dev.faultline.schemas.ProviderReliabilityRow;
import dev.faultline.schemas.RippleRow;
import dev.faultline.streams.decode.DeadLetters;
import dev.faultline.streams.decode.FieldLength;
import dev.faultline.streams.decode.PoisonException;
import dev.faultline.streams.decode.RegistryReader;
import dev.faultline.streams.decode.RevisionTimes;
import dev.faultline.streams.incident.DayState;
import dev.faultline.streams.incident.Days;
import dev.faultline.streams.incident.IncidentHistory;
import dev.faultline.streams.incident.Revision;
import dev.faultline.streams.incident.Subject;
import dev.faultline.streams.reliability.ReliabilityDay;
import dev.faultline.streams.ripple.LiftDay;
import dev.faultline.streams.ripple.RipplePairs;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Takes incident revisions in the order of the topic and publishes the pairs that each makes or
 * breaks, and the rows of the midnights that it shows to have passed. A record that cannot be read
 * goes to the dead letters and nothing else changes.
 */
final class AssessIncidents implements Processor<byte[], byte[], String, SpecificRecord> {

  static final String REVISION_STORE = "assess-revisions";
  static final String DAY_STORE = "assess-days";

  private static final String STAGE = "measure";
  private static final String CLOCK = "clock";

  private final RegistryReader<IncidentRevision> reader;
  private ProcessorContext<String, SpecificRecord> context;
  private KeyValueStore<String, IncidentRevision> revisions;
  private KeyValueStore<String, DayState> dayStates;
  private IncidentHistory history;
  private RipplePairs pairs;
  private Days days;

  AssessIncidents(RegistryReader<IncidentRevision> reader) {
    this.reader = reader;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    revisions = context.getStateStore(REVISION_STORE);
    dayStates = context.getStateStore(DAY_STORE);
    history = new IncidentHistory();
    pairs = new RipplePairs(history);
    days = new Days();
    try (KeyValueIterator<String, IncidentRevision> all = revisions.all()) {
      while (all.hasNext()) {
        KeyValue<String, IncidentRevision> entry = all.next();
        history.append(Revision.of(entry.value, Long.parseLong(entry.key)));
      }
    }
    try (KeyValueIterator<String, DayState> all = dayStates.all()) {
      while (all.hasNext()) {
        KeyValue<String, DayState> entry = all.next();
        if (entry.key.equals(CLOCK)) {
          days.restoreClock(entry.value.getAt());
        } else {
          days.restore(Subject.parse(entry.key), entry.value.getAt());
        }
      }
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    try {
      if (record.value() == null) {
        throw new PoisonException("the value is missing");
      }
      IncidentRevision revision =
          RevisionTimes.checked(FieldLength.checked(reader.read(record.value())));
      assess(revision, context.recordMetadata().orElseThrow().offset(), record.timestamp());
    } catch (PoisonException poison) {
      context.forward(
          DeadLetters.of(STAGE, DeadLetters.polled(context, record), poison.getMessage()));
    }
  }

  private void assess(IncidentRevision read, long offset, long published) {
    Revision revision = Revision.of(read, offset);
    pairs.append(revision, this::publish);
    // keys sort as their numbers do
    revisions.put("%019d".formatted(offset), read);
    if (revision.kind() == IncidentKind.MAINTENANCE) {
      return;
    }
    Subject subject = new Subject(revision.kind(), revision.provider());
    // one that claims to be known long after it was published must not use up the days to come
    long seen = Math.min(revision.knownAt(), published + Days.DAY);
    for (Days.Due due : days.advance(subject, seen)) {
      for (long midnight = due.first(); midnight <= due.last(); midnight += Days.DAY) {
        measure(due.subject(), midnight);
      }
      dayStates.put(due.subject().text(), new DayState(due.last()));
    }
    // also of a subject without a day that is due, so that it is known after a restart
    dayStates.put(subject.text(), new DayState(days.done(subject)));
    dayStates.put(CLOCK, new DayState(days.clock()));
  }

  private void measure(Subject subject, long midnight) {
    if (subject.kind() == IncidentKind.DEPENDANT) {
      LiftDay.measure(subject.name(), midnight, history, this::publish);
    } else {
      ReliabilityDay.measure(subject.name(), midnight, history, this::publish);
    }
  }

  private void publish(ProviderReliabilityRow row) {
    context.forward(
        new Record<>(row.getProvider() + "/" + row.getRegion(), row, row.getAt().toEpochMilli()));
  }

  private void publish(RippleRow row) {
    context.forward(
        new Record<>(
            row.getDependant() + "/" + row.getProvider(), row, row.getAt().toEpochMilli()));
  }
}
