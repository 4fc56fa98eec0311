package dev.faultline.api.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows under named columns. Values are text, numbers, booleans, lists, maps and null; times are
 * text such as {@code 2025-10-20T08:00:00Z}.
 */
public record Table(List<String> columns, List<List<Object>> rows) {

  /** An object a row. */
  public List<Map<String, Object>> objects() {
    return rows.stream()
        .map(
            row -> {
              Map<String, Object> object = new LinkedHashMap<>();
              for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i), row.get(i));
              }
              return object;
            })
        .toList();
  }
}
