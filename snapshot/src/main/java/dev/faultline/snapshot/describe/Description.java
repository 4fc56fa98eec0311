package dev.faultline.snapshot.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.snapshot.content.FileFormat;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A snapshot's {@code datapackage.json} as it is read. */
public final class Description {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHA256 = "sha256:";

  private final JsonNode root;

  private Description(JsonNode root) {
    this.root = root;
  }

  /** A file as it is described. */
  public record DescribedFile(
      String path, long bytes, String sha256, long rows, String rowDigest, List<String> columns) {}

  /** The indices of a population in short; null where undefined. */
  public record Summary(
      long windowSeconds,
      String weighting,
      long liveNodes,
      Double index,
      Double indexLow,
      Double indexHigh,
      String weakest,
      Map<String, Integer> nakamoto) {}

  /** A population as it is described; null if nobody said how far incidents were known. */
  public record DescribedPopulation(
      String network,
      String layer,
      Instant at,
      Long incidentsThrough,
      boolean hidden,
      Summary summary) {

    /** {@code network/layer}. */
    public String name() {
      return network + "/" + layer;
    }
  }

  /**
   * Reads that of a folder.
   *
   * @throws IOException naming the file, if it is none
   */
  public static Description read(Path folder) throws IOException {
    Path file = folder.resolve(Releases.DESCRIPTION);
    if (!Files.exists(file)) {
      throw new IOException(folder + " is no snapshot: it has no " + Releases.DESCRIPTION);
    }
    try {
      Description description = new Description(JSON.readTree(file.toFile()));
      description.name();
      description.format();
      return description;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Which release of which as-of it is. */
  public ReleaseName name() {
    return new ReleaseName(Instant.parse(text("as_of")), root.path("release").asInt());
  }

  /** How its rows are written. */
  public FileFormat format() {
    return FileFormat.valueOf(text("format").toUpperCase(Locale.ROOT));
  }

  /** Whether it tells addresses and all node ids. */
  public boolean withAddresses() {
    return root.path("with_addresses").asBoolean();
  }

  /** It is of these networks alone; empty for all. */
  public Set<String> networks() {
    Set<String> networks = new TreeSet<>();
    root.path("networks").forEach(each -> networks.add(each.asText()));
    return networks;
  }

  /** Why it supersedes the release before. */
  public Optional<String> reason() {
    return Optional.ofNullable(root.get("reason")).map(JsonNode::asText);
  }

  /** Versions of the methodology. */
  public List<String> methodologies() {
    List<String> versions = new ArrayList<>();
    root.path("methodology").path("versions").forEach(each -> versions.add(each.asText()));
    return versions;
  }

  /** Digest of the methodology's page. */
  public String methodologySha256() {
    return root.path("methodology").path("sha256").asText();
  }

  /** What wrote it. */
  public Build build() {
    JsonNode created = root.path("created_by");
    return new Build(
        created.path("version").asText(),
        created.path("commit").asText(),
        created.path("engine").asText());
  }

  /** Files of rows, by name without extension. */
  public Map<String, DescribedFile> files() {
    Map<String, DescribedFile> files = new TreeMap<>();
    for (JsonNode each : root.path("resources")) {
      List<String> columns = new ArrayList<>();
      each.path("schema").path("fields").forEach(field -> columns.add(field.path("name").asText()));
      files.put(
          each.path("name").asText().replace('-', '_'),
          new DescribedFile(
              each.path("path").asText(),
              each.path("bytes").asLong(),
              digest(each, "hash"),
              each.path("rows").asLong(),
              digest(each, "row_digest"),
              columns));
    }
    return files;
  }

  /** Digests of the other files, by name. */
  public Map<String, String> documents() {
    Map<String, String> documents = new TreeMap<>();
    root.path("documents")
        .forEach(each -> documents.put(each.path("path").asText(), digest(each, "hash")));
    return documents;
  }

  /** The populations in it. */
  public List<DescribedPopulation> populations() {
    List<DescribedPopulation> populations = new ArrayList<>();
    for (JsonNode each : root.path("provenance").path("populations")) {
      JsonNode through = each.path("incidents_through");
      populations.add(
          new DescribedPopulation(
              each.path("network").asText(),
              each.path("layer").asText(),
              Instant.parse(each.path("at").asText()),
              through.isNumber() ? through.asLong() : null,
              each.path("node_ids").asText().equals("hidden"),
              summary(each.path("summary"))));
    }
    return populations;
  }

  private static Summary summary(JsonNode node) {
    Map<String, Integer> nakamoto = new TreeMap<>();
    node.path("nakamoto")
        .fields()
        .forEachRemaining(each -> nakamoto.put(each.getKey(), each.getValue().asInt()));
    return new Summary(
        node.path("window_s").asLong(),
        node.path("weighting").asText(),
        node.path("live_nodes").asLong(),
        number(node.path("resilience_index")),
        number(node.path("index_low")),
        number(node.path("index_high")),
        node.path("weakest").isTextual() ? node.path("weakest").asText() : null,
        nakamoto);
  }

  private static Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }

  /** Populations that are not in it, and why: {@code network/layer} to the reason. */
  public Map<String, String> leftOut() {
    Map<String, String> leftOut = new TreeMap<>();
    for (JsonNode each : root.path("provenance").path("left_out")) {
      leftOut.put(
          each.path("network").asText() + "/" + each.path("layer").asText(),
          each.path("reason").asText());
    }
    return leftOut;
  }

  private String text(String field) {
    JsonNode node = root.get(field);
    if (node == null || !node.isTextual()) {
      throw new IllegalArgumentException("it has no " + field);
    }
    return node.asText();
  }

  private static String digest(JsonNode node, String field) {
    String text = node.path(field).asText();
    return text.startsWith(SHA256) ? text.substring(SHA256.length()) : text;
  }
}
