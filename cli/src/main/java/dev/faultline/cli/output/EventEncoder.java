package dev.faultline.cli.output;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.JsonUtils;
import co.elastic.logging.logback.EcsEncoder;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** Elastic's common schema, and the keys and values of an event as fields of their own. */
public final class EventEncoder extends EcsEncoder {

  @Override
  protected void addCustomFields(ILoggingEvent event, StringBuilder json) {
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      json.append('"');
      JsonUtils.quoteAsString(pair.key, json);
      json.append("\":");
      if (pair.value instanceof Integer || pair.value instanceof Long) {
        json.append(pair.value);
      } else {
        json.append('"');
        JsonUtils.quoteAsString(String.valueOf(pair.value), json);
        json.append('"');
      }
      json.append(',');
    }
  }
}
