package dev.faultline.snapshot.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.page.CataloguePage;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.Staging;
import dev.faultline.snapshot.release.Sums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of all snapshots of a folder: {@code catalog.json}, {@code index.html} and {@code
 * latest}. It is made of what is there, so it can be made again at any time.
 */
public final class Catalogue {

  private static final String FILE = "catalog.json";
  private static final String LATEST = "latest";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Catalogue() {}

  /** Writes it; the caller keeps other writers away. */
  public static void write(Path all) throws IOException {
    List<ReleaseName> names = Releases.in(all);
    ObjectNode root = JSON.createObjectNode();
    root.put("title", "Faultline index snapshots");
    names.stream().max(ReleaseName::compareTo).ifPresent(latest -> root.put(LATEST, latest.path()));
    ArrayNode snapshots = root.putArray("snapshots");
    List<Description> descriptions = new ArrayList<>();
    for (ReleaseName name : names) {
      Description description = Description.read(name.in(all));
      descriptions.add(description);
      entry(snapshots.addObject(), name, description, all);
    }
    ArrayNode gaps = root.putArray("gaps");
    Gaps.read(all)
        .forEach((asOf, why) -> gaps.addObject().put("as_of", asOf.toString()).put("reason", why));
    Staging.replace(
        all.resolve("index.html"),
        CataloguePage.of(descriptions, Gaps.read(all)).getBytes(StandardCharsets.UTF_8));
    Optional<ReleaseName> latest = names.stream().max(ReleaseName::compareTo);
    if (latest.isPresent()) {
      point(all, latest.get());
    }
    // last: who finds a release here finds the rest too
    Staging.replace(
        all.resolve(FILE), (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a release is listed. */
  public static boolean lists(Path all, ReleaseName name) throws IOException {
    return sumsDigest(all, name).isPresent();
  }

  /** The digest of a release's sums as they are listed. */
  public static Optional<String> sumsDigest(Path all, ReleaseName name) throws IOException {
    Path file = all.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    for (JsonNode each : JSON.readTree(file.toFile()).path("snapshots")) {
      if (each.path("path").asText().equals(name.path())) {
        return Optional.of(each.path("sums_sha256").asText());
      }
    }
    return Optional.empty();
  }

  private static void entry(ObjectNode entry, ReleaseName name, Description description, Path all)
      throws IOException {
    entry.put("as_of", name.asOf().toString());
    entry.put("release", name.number());
    entry.put("path", name.path());
    if (name.number() > 1) {
      entry.put("supersedes", new ReleaseName(name.asOf(), name.number() - 1).path());
    }
    description.reason().ifPresent(reason -> entry.put("reason", reason));
    entry.put("format", description.format().toString());
    entry.put("populations", description.populations().size());
    entry.put("rows", description.files().values().stream().mapToLong(DescribedFile::rows).sum());
    entry.put("bytes", description.files().values().stream().mapToLong(DescribedFile::bytes).sum());
    entry.set("methodology_versions", JSON.valueToTree(description.methodologies()));
    entry.put("methodology_sha256", description.methodologySha256());
    entry.set("left_out", JSON.valueToTree(description.leftOut()));
    entry.put("sums_sha256", Hash.ofFile(name.in(all).resolve(Sums.FILE)));
  }

  /** A link that is replaced in one step. */
  private static void point(Path all, ReleaseName latest) throws IOException {
    Path beside = all.resolve("." + LATEST + ".new");
    Files.deleteIfExists(beside);
    try {
      Files.createSymbolicLink(beside, Path.of(latest.path()));
    } catch (UnsupportedOperationException e) {
      Files.writeString(beside, latest.path() + "\n");
    }
    Files.move(
        beside,
        all.resolve(LATEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
