package dev.faultline.ingest.source.mapped;

import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Mappings for tests, and what is read through them. */
final class Mappings {

  /** The mapping files that ship with the product. */
  static final Path FOLDER = Path.of("..", "docs", "mappings");

  static final Instant OBSERVED_AT = Instant.parse("2025-10-20T00:57:00Z");

  static final ReadOptions OPTIONS =
      ReadRecords.OPTIONS.withPopulation("testnet", "consensus").withObservedAt(OBSERVED_AT);

  private Mappings() {}

  /** A mapping from the text of its file. */
  static Mapping of(String yaml) throws MappingException {
    return of(yaml.getBytes(StandardCharsets.UTF_8));
  }

  /** A mapping from the bytes of its file. */
  static Mapping of(byte[] yaml) throws MappingException {
    try {
      return Mapping.read(new ByteArrayInputStream(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A mapping that ships with the product. */
  static Mapping shipped(String name) throws MappingException, IOException {
    try (InputStream yaml = Files.newInputStream(FOLDER.resolve(name + ".yaml"))) {
      return Mapping.read(yaml);
    }
  }

  /** What a table says through a mapping whose file begins with {@code fields}. */
  static ReadRecords read(String yaml, String table) throws MappingException {
    return ReadRecords.of(new ObservationsCsv(of(yaml)), table, OPTIONS);
  }

  /** The same of a mapping with node_id and status, and this field beside them. */
  static ReadRecords readField(String field, String table) throws MappingException {
    return read("fields:\n  node_id: id\n  status: {constant: up}\n  " + field + "\n", table);
  }
}
