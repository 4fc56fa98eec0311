package dev.faultline.sql.sink.buffer;

import dev.faultline.schemas.watermark.Watermark;
import dev.faultline.schemas.wire.UndecodableException;
import dev.faultline.schemas.wire.WireDecoder;
import dev.faultline.sql.SinkException;
import dev.faultline.sql.row.Provenance;
import dev.faultline.sql.row.RefusedRow;
import dev.faultline.sql.row.TableRoute;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Turns polled records into rows of a buffer's batch. A record that cannot become one is set aside
 * for the dead letters and the others go on; a watermark is passed over unless it is a watermark
 * that lands.
 *
 * @param <V> the records of the topic
 * @param <R> what a row is made of
 */
public final class RowConverter<V extends SpecificRecord, R> {

  private final TableRoute<V, R> landing;
  private final int epoch;
  private final WireDecoder<V> decoder;

  public RowConverter(TableRoute<V, R> landing, int epoch, WireDecoder<V> decoder) {
    this.landing = landing;
    this.epoch = epoch;
    this.decoder = decoder;
  }

  /**
   * Takes the records in order, up to the end of the buffer's batch if that is fixed already.
   *
   * @return whether all were taken; if not, the consumer must be set back to the ledger's position
   * @throws IOException if the registry does not answer; the records before were taken
   */
  public boolean fill(
      PartitionBuffer buffer, List<ConsumerRecord<byte[], byte[]>> records, long now)
      throws IOException {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() < buffer.ledger().position()) {
        throw new SinkException(
            "partition "
                + buffer.partition()
                + " went back from offset "
                + buffer.ledger().position()
                + " to "
                + record.offset()
                + ": the topic was truncated or created anew. Reset the group's offsets and start"
                + " the sink with a greater epoch (now "
                + epoch
                + ")");
      }
      if (!buffer.ledger().admits(record.offset())) {
        buffer.ledger().reach(record.offset(), now);
        return false;
      }
      buffer.ledger().take(record.offset(), add(buffer.batch(), record), now);
    }
    return true;
  }

  /** Returns the bytes of the record's row, 0 if it has none. */
  private int add(Batch batch, ConsumerRecord<byte[], byte[]> record) throws IOException {
    try {
      Optional<R> row = row(record);
      if (row.isEmpty()) {
        return 0;
      }
      Provenance provenance =
          new Provenance(record.topic(), record.partition(), record.offset(), epoch);
      landing.table().writeRow(row.get(), provenance, batch.bytes());
      return batch.added(record);
    } catch (UndecodableException e) {
      refuse(batch, new Batch.Refused(record, Refusal.of(e), null, e.getMessage()));
    } catch (RefusedRow e) {
      refuse(batch, new Batch.Refused(record, Refusal.VALUE, e.column(), e.getMessage()));
    } catch (RuntimeException e) {
      // nobody thought of such a value, but it is this record's fault alone
      refuse(batch, new Batch.Refused(record, Refusal.VALUE, null, "cannot become a row: " + e));
    }
    return 0;
  }

  private void refuse(Batch batch, Batch.Refused refused) {
    if (landing.refuses()) {
      batch.refuse(refused);
    }
  }

  private Optional<R> row(ConsumerRecord<byte[], byte[]> record)
      throws UndecodableException, IOException {
    if (record.value() != null) {
      return Optional.of(landing.ofRecord().apply(decoder.decode(record.value())));
    }
    Optional<Watermark> watermark = WatermarkRecord.read(record);
    if (watermark.isEmpty()) {
      throw new UndecodableException(
          UndecodableException.Kind.BYTES, "has no value and is no watermark");
    }
    return watermark.flatMap(landing.ofWatermark());
  }
}
