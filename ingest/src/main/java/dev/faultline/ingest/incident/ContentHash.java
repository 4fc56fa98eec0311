package dev.faultline.ingest.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.ingest.check.RefusedException;
import dev.faultline.schemas.IncidentStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/**
 * The hash that tells whether a source changed what it says about an incident: hex of the first 16
 * bytes of SHA-256 over the incident's JSON with its keys in order. The order of keys and blanks do
 * not count; the order of lists does. Keys of the incident that begin with {@code _} were added by
 * whoever recorded the feed and do not count either.
 */
public final class ContentHash {

  private static final int BYTES = 16;

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

  private ContentHash() {}

  /**
   * Hashes an incident.
   *
   * @param incident the object as the source gave it; not changed
   * @param beside keys that say when it was seen rather than what it says
   * @throws RefusedException if a text in it has no UTF-8 form
   */
  public static String of(JsonNode incident, Collection<String> beside) throws RefusedException {
    if (!incident.isObject()) {
      throw new IllegalArgumentException("only an object has members to hash");
    }
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> member : incident.properties()) {
      if (!member.getKey().startsWith("_") && !beside.contains(member.getKey())) {
        content.set(member.getKey(), member.getValue());
      }
    }
    try {
      return hash(CANONICAL.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new RefusedException(null, "holds half a character (an unpaired surrogate)");
    }
  }

  /**
   * The hash of an incident's absence: of what it was, and of what that means.
   *
   * @param last the hash of its content when it was last listed
   */
  static String ofAbsence(String last, IncidentStatus status) {
    return hash((status + " " + last).getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
