package dev.faultline.sql.row;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Collects the columns of a table in the order of its migration. Each method fixes a ClickHouse
 * type, its encoding and what it refuses.
 *
 * @param <T> the records of the topic that lands in the table
 */
public final class Columns<T> {

  /** 1900-01-01 and 2299-12-31, the ends of DateTime64: beyond them values would silently wrap. */
  private static final long FIRST_MILLISECOND = -2_208_988_800_000L;

  private static final long LAST_MILLISECOND = 10_413_791_999_999L;
  private static final long UINT32_MAX = 0xFFFF_FFFFL;

  private final List<Column<T>> columns = new ArrayList<>();

  /** The columns collected. */
  public List<Column<T>> toList() {
    return List.copyOf(columns);
  }

  /** A column with a type and encoding of its own. */
  public Columns<T> column(String name, String type, Column.Cell<T> cell) {
    columns.add(new Column<>(name, type, cell));
    return this;
  }

  /** String. */
  public Columns<T> text(String name, Function<T, String> getter) {
    return column(name, "String", (row, out) -> out.putString(present(name, getter.apply(row))));
  }

  /** Nullable(String). */
  public Columns<T> optionalText(String name, Function<T, String> getter) {
    return column(name, "Nullable(String)", optional(getter, RowBuffer::putString));
  }

  /** LowCardinality(String). */
  public Columns<T> label(String name, Function<T, String> getter) {
    return column(
        name,
        "LowCardinality(String)",
        (row, out) -> out.putString(present(name, getter.apply(row))));
  }

  /** LowCardinality(Nullable(String)). */
  public Columns<T> optionalLabel(String name, Function<T, String> getter) {
    return column(name, "LowCardinality(Nullable(String))", optional(getter, RowBuffer::putString));
  }

  /** LowCardinality(String) holding the constant's name in lower case. */
  public Columns<T> symbol(String name, Function<T, ? extends Enum<?>> getter) {
    return label(name, row -> lowerCase(getter.apply(row)));
  }

  /** LowCardinality(Nullable(String)) holding the constant's name in lower case. */
  public Columns<T> optionalSymbol(String name, Function<T, ? extends Enum<?>> getter) {
    return optionalLabel(name, row -> lowerCase(getter.apply(row)));
  }

  /** DateTime64(3, 'UTC'), of 1900 to 2299. */
  public Columns<T> time(String name, Function<T, Instant> getter) {
    return column(
        name,
        "DateTime64(3, 'UTC')",
        (row, out) -> out.putLong(milliseconds(name, present(name, getter.apply(row)))));
  }

  /** Nullable(DateTime64(3, 'UTC')), of 1900 to 2299. */
  public Columns<T> optionalTime(String name, Function<T, Instant> getter) {
    return column(
        name,
        "Nullable(DateTime64(3, 'UTC'))",
        optional(getter, (out, value) -> out.putLong(milliseconds(name, value))));
  }

  /** UInt32. */
  public Columns<T> uint32(String name, ToLongFunction<T> getter) {
    return column(name, "UInt32", (row, out) -> out.putInt(fit(name, getter.applyAsLong(row))));
  }

  /** Nullable(UInt32). */
  public Columns<T> optionalUint32(String name, Function<T, ? extends Number> getter) {
    return column(
        name,
        "Nullable(UInt32)",
        optional(getter, (out, value) -> out.putInt(fit(name, value.longValue()))));
  }

  /** UInt64, of which a record's signed 64 bits use half. */
  public Columns<T> uint64(String name, ToLongFunction<T> getter) {
    return column(
        name, "UInt64", (row, out) -> out.putLong(natural(name, getter.applyAsLong(row))));
  }

  /** Nullable(UInt64). */
  public Columns<T> optionalUint64(String name, Function<T, Long> getter) {
    return column(
        name,
        "Nullable(UInt64)",
        optional(getter, (out, value) -> out.putLong(natural(name, value))));
  }

  /** Float64; infinities and NaN are refused, because undefined is null. */
  public Columns<T> real(String name, ToDoubleFunction<T> getter) {
    return column(
        name, "Float64", (row, out) -> out.putDouble(finite(name, getter.applyAsDouble(row))));
  }

  /** Nullable(Float64); infinities and NaN are refused, because undefined is null. */
  public Columns<T> optionalReal(String name, Function<T, Double> getter) {
    return column(
        name,
        "Nullable(Float64)",
        optional(getter, (out, value) -> out.putDouble(finite(name, value))));
  }

  /** Bool. */
  public Columns<T> flag(String name, Predicate<T> getter) {
    return column(name, "Bool", (row, out) -> out.putByte(getter.test(row) ? 1 : 0));
  }

  /** Array(LowCardinality(String)). */
  public Columns<T> labels(String name, Function<T, List<String>> getter) {
    return column(
        name,
        "Array(LowCardinality(String))",
        (row, out) -> {
          List<String> values = present(name, getter.apply(row));
          out.putLength(values.size());
          for (String value : values) {
            out.putString(present(name, value));
          }
        });
  }

  /** Map(LowCardinality(String), Float64). */
  public Columns<T> reals(String name, Function<T, Map<String, Double>> getter) {
    return map(name, "Float64", getter, (out, value) -> out.putDouble(finite(name, value)));
  }

  /** Map(LowCardinality(String), UInt64). */
  public Columns<T> uint64s(String name, Function<T, Map<String, Long>> getter) {
    return map(name, "UInt64", getter, (out, value) -> out.putLong(natural(name, value)));
  }

  /** Map(LowCardinality(String), UInt32). */
  public Columns<T> uint32s(String name, Function<T, Map<String, Integer>> getter) {
    return map(name, "UInt32", getter, (out, value) -> out.putInt(fit(name, value)));
  }

  /** In the order of the keys, so that equal maps are equal bytes. */
  private <V> Columns<T> map(
      String name, String type, Function<T, Map<String, V>> getter, Value<V> writer) {
    return column(
        name,
        "Map(LowCardinality(String), " + type + ")",
        (row, out) -> {
          Map<String, V> values = new TreeMap<>(present(name, getter.apply(row)));
          out.putLength(values.size());
          for (Map.Entry<String, V> entry : values.entrySet()) {
            out.putString(entry.getKey());
            writer.write(out, entry.getValue());
          }
        });
  }

  /** A value of a Nullable column or a map. */
  @FunctionalInterface
  interface Value<V> {
    void write(RowBuffer out, V value) throws RefusedRow;
  }

  /** The null flag, then the value if there is one. */
  static <T, V> Column.Cell<T> optional(Function<T, V> getter, Value<V> value) {
    return (row, out) -> {
      V present = getter.apply(row);
      out.putByte(present == null ? 1 : 0);
      if (present != null) {
        value.write(out, present);
      }
    };
  }

  private static String lowerCase(Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  private static <V> V present(String column, V value) throws RefusedRow {
    if (value == null) {
      throw new RefusedRow(column, "is missing");
    }
    return value;
  }

  private static long milliseconds(String column, Instant time) throws RefusedRow {
    // a record's times are milliseconds in a long, which always fit an Instant and back
    long milliseconds = time.toEpochMilli();
    if (milliseconds < FIRST_MILLISECOND || milliseconds > LAST_MILLISECOND) {
      throw new RefusedRow(column, time + " is not between 1900 and 2299");
    }
    return milliseconds;
  }

  private static int fit(String column, long value) throws RefusedRow {
    if (value < 0 || value > UINT32_MAX) {
      throw new RefusedRow(column, value + " is not between 0 and " + UINT32_MAX);
    }
    return (int) value;
  }

  private static long natural(String column, long value) throws RefusedRow {
    if (value < 0) {
      throw new RefusedRow(column, value + " is negative");
    }
    return value;
  }

  private static double finite(String column, double value) throws RefusedRow {
    if (!Double.isFinite(value)) {
      throw new RefusedRow(column, value + " is not a finite number");
    }
    return value;
  }
}
