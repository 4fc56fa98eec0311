package dev.faultline.snapshot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.faultline.snapshot.release.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Instants of a schedule of which there is nothing to tell, in {@code gaps.json}. */
public final class Gaps {

  private static final String FILE = "gaps.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Gaps() {}

  /** Reasons by instant. */
  public static Map<Instant, String> read(Path all) throws IOException {
    Map<Instant, String> gaps = new TreeMap<>();
    Path file = all.resolve(FILE);
    if (Files.exists(file)) {
      for (JsonNode each : JSON.readTree(file.toFile())) {
        gaps.put(Instant.parse(each.path("as_of").asText()), each.path("reason").asText());
      }
    }
    return gaps;
  }

  /** Declares one. */
  public static void add(Path all, Instant asOf, String reason) throws IOException {
    Files.createDirectories(all);
    Map<Instant, String> gaps = read(all);
    gaps.put(asOf, reason);
    ArrayNode list = JSON.createArrayNode();
    gaps.forEach((at, why) -> list.addObject().put("as_of", at.toString()).put("reason", why));
    Staging.replace(all.resolve(FILE), JSON.writeValueAsBytes(list));
  }
}
