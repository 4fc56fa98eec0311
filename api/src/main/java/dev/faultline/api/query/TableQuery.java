package dev.faultline.api.query;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads a query's result as a table. A column named {@code name@time} is in milliseconds since the
 * epoch, and becomes a time under {@code name}: so no driver and no time zone has a say in it.
 */
public final class TableQuery {

  private static final String TIME = "@time";

  private TableQuery() {}

  /**
   * Runs a query.
   *
   * @param parameters in the order of the question marks: text, numbers, times, lists of text
   */
  public static Table read(Connection connection, String query, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        bind(connection, statement, i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return table(result);
      }
    }
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int place, Object parameter)
      throws SQLException {
    if (parameter instanceof Instant time) {
      statement.setLong(place, time.toEpochMilli());
    } else if (parameter instanceof List<?> texts) {
      statement.setArray(place, connection.createArrayOf("String", texts.toArray()));
    } else {
      statement.setObject(place, parameter);
    }
  }

  private static Table table(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      names.add(meta.getColumnLabel(column));
    }
    List<List<Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (int column = 1; column <= names.size(); column++) {
        row.add(
            names.get(column - 1).endsWith(TIME)
                ? time(result, column)
                : value(result.getObject(column)));
      }
      rows.add(row);
    }
    return new Table(names.stream().map(name -> name.replace(TIME, "")).toList(), rows);
  }

  private static String time(ResultSet result, int column) throws SQLException {
    long milliseconds = result.getLong(column);
    return result.wasNull() ? null : Instant.ofEpochMilli(milliseconds).toString();
  }

  private static Object value(Object raw) throws SQLException {
    if (raw instanceof Array array) {
      return list(array.getArray());
    }
    if (raw instanceof Double number && !Double.isFinite(number)) {
      return null;
    }
    return raw != null && raw.getClass().isArray() ? list(raw) : raw;
  }

  private static List<?> list(Object array) {
    return array instanceof Object[] values ? Arrays.asList(values) : Collections.emptyList();
  }
}
