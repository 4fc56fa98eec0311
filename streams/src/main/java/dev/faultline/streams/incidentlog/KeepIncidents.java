package dev.faultline.streams.incidentlog;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps every incident revision under its offset, unread: a global processor has nowhere to send
 * what it cannot read, so each task decides that for itself, and all alike.
 */
public final class KeepIncidents implements Processor<byte[], byte[], Void, Void> {

  private KeyValueStore<Long, byte[]> revisions;
  private ProcessorContext<Void, Void> context;

  @Override
  public void init(ProcessorContext<Void, Void> processorContext) {
    context = processorContext;
    revisions = context.getStateStore(IncidentLog.STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    revisions.put(context.recordMetadata().orElseThrow().offset(), value);
  }
}
