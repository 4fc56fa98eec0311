package dev.faultline.ingest.source.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.check.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One record's JSON: how it is parsed, and how its errors are told. */
public final class JsonText {

  private static final int DEEPEST = 64;
  private static final int LONGEST_MESSAGE = 160;

  /** Parses within limits: deep nesting and endless numbers are errors, not work. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonText() {}

  /**
   * Reads one object into a tree.
   *
   * @throws RefusedException if the bytes are not one JSON object, or a key stands in it twice
   */
  public static JsonNode object(ByteBuffer bytes) throws RefusedException {
    JsonNode node = value(bytes);
    if (!node.isObject()) {
      throw new RefusedException(null, "is not a JSON object");
    }
    return node;
  }

  /**
   * Reads one array into a tree.
   *
   * @throws RefusedException if the bytes are not one JSON array
   */
  public static JsonNode array(ByteBuffer bytes) throws RefusedException {
    JsonNode node = value(bytes);
    if (!node.isArray()) {
      throw new RefusedException(null, "is not a JSON array");
    }
    return node;
  }

  /**
   * Reads one text.
   *
   * @throws RefusedException if the bytes are not one JSON string
   */
  public static String text(ByteBuffer bytes) throws RefusedException {
    JsonNode node = value(bytes);
    if (!node.isTextual()) {
      throw new RefusedException(null, "is not a JSON string");
    }
    return node.textValue();
  }

  private static JsonNode value(ByteBuffer bytes) throws RefusedException {
    try {
      return MAPPER.readTree(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    } catch (IOException e) {
      throw refused(e);
    } catch (NumberFormatException | ArithmeticException e) {
      // an exponent beyond 32 bits, of which the parser says nothing better
      throw new RefusedException(null, "is not JSON: holds a number without any measure");
    }
  }

  /** Why Jackson could not read it, on one line and without the input's own text at length. */
  static RefusedException refused(IOException e) {
    String message =
        e instanceof JsonProcessingException parsing ? parsing.getOriginalMessage() : e.toString();
    return new RefusedException(
        null, "is not a JSON object: " + Quoted.line(message, LONGEST_MESSAGE));
  }
}
