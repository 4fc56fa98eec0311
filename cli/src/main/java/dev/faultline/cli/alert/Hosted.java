package dev.faultline.cli.alert;

import static java.lang.reflect.Array.get;
import static java.lang.reflect.Array.getLength;

import java.sql.Array;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What each of the largest providers hosts at one T. */
final class Hosted {

  private Hosted() {}

  static Map<String, Long> of(Array names, Array weights) throws SQLException {
    Map<String, Long> hosted = new HashMap<>();
    Object providers = names.getArray();
    Object hosts = weights.getArray();
    for (int i = 0; i < getLength(providers); i++) {
      hosted.put((String) get(providers, i), ((Number) get(hosts, i)).longValue());
    }
    return hosted;
  }
}
