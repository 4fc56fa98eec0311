package dev.faultline.api.http;

import dev.faultline.api.query.Table;
import java.util.Map;

/**
 * What a route answers.
 *
 * @param json an object
 * @param table the same as a table, for those who accept CSV; null if it is none
 */
public record Answer(Map<String, Object> json, Table table) {

  /** An object that is no table. */
  public static Answer of(Map<String, Object> json) {
    return new Answer(json, null);
  }
}
