package dev.faultline.sql.sink;

import dev.faultline.sql.SinkException;
import dev.faultline.sql.row.Columns;
import dev.faultline.sql.row.Provenance;
import dev.faultline.sql.row.RefusedRow;
import dev.faultline.sql.row.RowBuffer;
import dev.faultline.sql.row.Table;
import dev.faultline.sql.sink.clickhouse.InsertFailedException;
import dev.faultline.sql.sink.clickhouse.InsertedEnd;
import dev.faultline.sql.sink.clickhouse.RowTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of numbers that de-duplicates by token as ClickHouse does, refuses the numbers it is told
 * to, and can be made to fail before or after it has stored an insert.
 */
final class FakeTable implements RowTarget {

  static final Table<Long> NUMBERS =
      new Table<>("numbers", 1, new Columns<Long>().uint64("number", number -> number).toList());

  private static final String TOPIC = "t";
  private static final int ROW_BYTES = rowBytes();

  private final Set<String> tokens = new HashSet<>();
  private final List<Long> stored = new ArrayList<>();
  private final List<String> attempts = new ArrayList<>();
  private final Set<Long> refused = new HashSet<>();
  private final Deque<InsertFailedException> before = new ArrayDeque<>();
  private final Deque<InsertFailedException> after = new ArrayDeque<>();
  private SinkException wrongColumns;

  /** Inserts that hold this number are answered with VIOLATED_CONSTRAINT. */
  void refuse(long number) {
    refused.add(number);
  }

  /** The next insert fails with this code and stores nothing. */
  void failBefore(int code) {
    before.add(new InsertFailedException(code, "before " + code, null));
  }

  /** The next insert is stored, but its answer is this code. */
  void failAfter(int code) {
    after.add(new InsertFailedException(code, "after " + code, null));
  }

  /** The check of columns fails from now on. */
  void breakColumns(String message) {
    wrongColumns = new SinkException(message);
  }

  List<Long> stored() {
    return stored;
  }

  /** The range at the end of each attempt's token. */
  List<String> attempts() {
    return attempts.stream().map(token -> token.substring(token.lastIndexOf('/') + 1)).toList();
  }

  List<String> tokensTried() {
    return attempts;
  }

  @Override
  public void insert(String token, Rows rows) throws InsertFailedException {
    attempts.add(token);
    if (!before.isEmpty()) {
      throw before.remove();
    }
    List<Long> numbers = numbers(rows);
    if (numbers.stream().anyMatch(refused::contains)) {
      throw new InsertFailedException(469, "Constraint is violated", null);
    }
    if (tokens.add(token)) {
      stored.addAll(numbers);
    }
    if (!after.isEmpty()) {
      throw after.remove();
    }
  }

  @Override
  public void checkColumns() {
    if (wrongColumns != null) {
      throw wrongColumns;
    }
  }

  @Override
  public List<InsertedEnd> landedEnds(String topic) {
    return List.of();
  }

  /** Appends the row of a number, as if it had been at the offset. */
  static void write(long number, long offset, RowBuffer out) {
    try {
      NUMBERS.writeRow(number, new Provenance(TOPIC, 0, offset, 0), out);
    } catch (RefusedRow e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<Long> numbers(Rows rows) {
    RowBuffer lent = new RowBuffer(64);
    rows.lendTo((bytes, from, to) -> lent.append(bytes, from, to - from));
    ByteBuffer bytes = ByteBuffer.wrap(lent.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> numbers = new ArrayList<>();
    for (int start = 0; start < bytes.limit(); start += ROW_BYTES) {
      numbers.add(bytes.getLong(start));
    }
    return numbers;
  }

  private static int rowBytes() {
    RowBuffer one = new RowBuffer(64);
    write(0, 0, one);
    return one.size();
  }
}
