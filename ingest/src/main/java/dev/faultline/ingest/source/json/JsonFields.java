package dev.faultline.ingest.source.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.ingest.check.TimeLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Typed access to the fields of a JSON object, with refusals that name the field. A null is the
 * same as a missing field.
 *
 * @param object the object
 * @param path what stands before its field names in refusals, such as {@code scopes.}; may be empty
 */
public record JsonFields(JsonNode object, String path) {

  /** The fields of a record. */
  public static JsonFields of(JsonNode object) {
    return new JsonFields(object, "");
  }

  /**
   * Refuses fields that nobody knows, which are most often misspelt.
   *
   * @throws RefusedException naming the first such field
   */
  public void only(Set<String> known) throws RefusedException {
    Iterator<String> names = object.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new RefusedException(path + Quoted.line(name, 64), "is not a known field");
      }
    }
  }

  /** A text; null if it is missing. */
  public String text(String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new RefusedException(path + name, "must be text");
    }
    return value.textValue();
  }

  /** The digits of a whole number, which may be written in quotes; null if it is missing. */
  public String digits(String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() && !value.isTextual()) {
      throw new RefusedException(path + name, "must be a whole number");
    }
    return value.asText();
  }

  /** Yes or no; null if it is missing. */
  public Boolean flag(String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw new RefusedException(path + name, "must be true or false");
    }
    return value.booleanValue();
  }

  /** An object inside; one without members if it is missing. */
  public JsonFields inner(String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      throw new RefusedException(path + name, "must be an object");
    }
    return new JsonFields(value, path + name + ".");
  }

  /** A text that must be there. */
  public String requiredText(String name) throws RefusedException {
    String text = text(name);
    if (text == null || text.isBlank()) {
      throw new RefusedException(path + name, "is required");
    }
    return text;
  }

  /** When something is said to happen; null if it is missing. */
  public Instant stated(String name) throws RefusedException {
    String text = text(name);
    return text == null ? null : TimeLimits.stated(path + name, text);
  }

  /** When something is said to happen, which must be there. */
  public Instant requiredStated(String name) throws RefusedException {
    return TimeLimits.stated(path + name, requiredText(name));
  }

  /** The objects of a list; none if it is missing. */
  public List<JsonFields> objects(String name) throws RefusedException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isObject()) {
        throw new RefusedException(path + name, "must be a list of objects");
      }
      objects.add(new JsonFields(element, path + name + "."));
    }
    return objects;
  }

  /** The texts of a list; none if it is missing. */
  public List<String> texts(String name) throws RefusedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(name)) {
      if (!element.isTextual()) {
        throw new RefusedException(path + name, "must be a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  private Iterable<JsonNode> list(String name) throws RefusedException {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    if (!value.isArray()) {
      throw new RefusedException(path + name, "must be a list");
    }
    return value;
  }
}
