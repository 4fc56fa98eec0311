package dev.faultline.cli.alert;

import java.sql.Array;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each of the largest providers hosts at one T. */
final class Hosted {

  private Hosted() {}

  static Map<String, Long> of(Array names, Array weights) throws SQLException {
    Map<String, Long> hosted = new HashMap<>();
    List<Object> providers = list(names);
    List<Object> hosts = list(weights);
    for (int i = 0; i < providers.size(); i++) {
      hosted.put((String) providers.get(i), ((Number) hosts.get(i)).longValue());
    }
    return hosted;
  }

  private static List<Object> list(Array array) throws SQLException {
    Object content = array.getArray();
    java.util.ArrayList<Object> list = new java.util.ArrayList<>();
    for (int i = 0; i < java.lang.reflect.Array.getLength(content); i++) {
      list.add(java.lang.reflect.Array.get(content, i));
    }
    return list;
  }
}
