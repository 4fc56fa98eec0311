package dev.faultline.ingest.importer;

import dev.faultline.ingest.SourceFormats;
import dev.faultline.ingest.publish.RecordedPublications;
import dev.faultline.ingest.source.ReadOptions;
import dev.faultline.ingest.source.ReadRecords;
import dev.faultline.ingest.watermark.Cadence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** An import whose records are kept in memory, of files in a folder. */
final class ImportIntoMemory {

  private final Path folder;
  final RecordedPublications publications = new RecordedPublications();
  final Import imports =
      new Import(
          publications,
          ledger -> publications.revisions().forEach(ledger::enter),
          publications::progress,
          population -> Cadence.DEFAULT,
          Clock.fixed(ReadRecords.NOW, ZoneOffset.UTC));

  ImportIntoMemory(Path folder) {
    this.folder = folder;
  }

  /** A line that says of a node of Solana that it is up. */
  static String observation(String node, String time) {
    return "{\"network\":\"solana\",\"layer\":\"consensus\",\"node_id\":\""
        + node
        + "\",\"observed_at\":\""
        + time
        + "\",\"status\":\"up\"}\n";
  }

  Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  ImportResult run(String format, ReadOptions options, Path... files)
      throws IOException, ImportFailedException {
    return imports.run(
        new ImportRequest(
            SourceFormats.named(format).orElseThrow(),
            List.of(files),
            options,
            Optional.of(folder.resolve("rejects.ndjson"))),
        progress -> {});
  }
}
