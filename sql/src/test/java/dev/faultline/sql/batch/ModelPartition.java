package dev.faultline.sql.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A partition of Kafka and a de-duplicating table, in memory, that check what every sink relies on:
 * one token never names two contents, and no offset is committed before its rows are durable.
 */
final class ModelPartition {

  /** What an offset holds: a record with a row, a record without one, or no record at all. */
  enum Kind {
    ROW,
    WATERMARK,
    GAP
  }

  private final List<Kind> log;
  private final Map<OffsetRange, List<Long>> byToken = new HashMap<>();
  private final List<Long> durable = new ArrayList<>();
  private long committed;
  private String metadata = "";

  ModelPartition(List<Kind> log) {
    this.log = log;
  }

  int size() {
    return log.size();
  }

  Kind at(long offset) {
    return log.get((int) offset);
  }

  /** The offsets that have a row, in a range. */
  List<Long> rowsOf(OffsetRange range) {
    List<Long> rows = new ArrayList<>();
    for (long offset = range.from(); offset < range.to(); offset++) {
      if (at(offset) == Kind.ROW) {
        rows.add(offset);
      }
    }
    return rows;
  }

  /** Inserts under the token of the range; a token that was seen keeps its first content. */
  void insert(OffsetRange token, List<Long> rows) {
    List<Long> before = byToken.putIfAbsent(token, rows);
    if (before == null) {
      durable.addAll(rows);
    } else {
      assertThat(rows).as("content of token %s", token).isEqualTo(before);
    }
  }

  void commit(Checkpoint checkpoint) {
    assertThat(durable)
        .as("durable before %s is committed", checkpoint)
        .containsAll(
            checkpoint.offset() == 0 ? List.of() : rowsOf(new OffsetRange(0, checkpoint.offset())));
    committed = checkpoint.offset();
    metadata = checkpoint.metadata();
  }

  Checkpoint committed() {
    return Checkpoint.parse(committed, metadata);
  }

  List<Long> durable() {
    return durable;
  }

  /** The first offset from a position on that holds a record. */
  OptionalLong nextRecord(long position) {
    for (long offset = position; offset < log.size(); offset++) {
      if (at(offset) != Kind.GAP) {
        return OptionalLong.of(offset);
      }
    }
    return OptionalLong.empty();
  }
}
