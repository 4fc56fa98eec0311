package dev.faultline.local.clickhouse.http;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.engine.EngineException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What every answer says of the engine; asked of it once.
 *
 * @param version such as 26.7.2.1
 * @param timezone the time zone of DateTime values without one of their own
 * @param contentTypes media type by output format in lower case
 */
record ServerFacts(
    String version, String timezone, String displayName, Map<String, String> contentTypes) {

  static ServerFacts of(Engine engine) throws EngineException {
    Map<String, String> types = new HashMap<>();
    String formats =
        engine.value("SELECT lower(name), content_type FROM system.formats WHERE is_output");
    for (String line : formats.split("\n", -1)) {
      int tab = line.indexOf('\t');
      types.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return new ServerFacts(
        engine.value("SELECT version()"), engine.value("SELECT timezone()"), "faultline", types);
  }

  /** The media type of an output format. */
  String contentType(String format) {
    return contentTypes.getOrDefault(format.toLowerCase(Locale.ROOT), "application/octet-stream");
  }
}
