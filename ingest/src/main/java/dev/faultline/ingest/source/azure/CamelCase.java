package dev.faultline.ingest.source.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Azure Resource Graph writes the names that the API of Service Health has with a capital. */
final class CamelCase {

  private CamelCase() {}

  /** The same with a small letter at the beginning of every name. */
  static JsonNode of(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(of(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String name = member.getKey();
      String small =
          name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
      object.set(small, of(member.getValue()));
    }
    return object;
  }
}
