package dev.faultline.bench.soak;

import dev.faultline.bench.soak.check.Invariants;
import dev.faultline.bench.soak.check.Violation;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Observations of a network of its own that are there before the first fault. */
final class History {

  private static final String NETWORK = "history";
  private static final int NODES = 20_000;
  private static final List<String> PROVIDERS =
      List.of("aws", "gcp", "azure", "hetzner", "ovh", "vultr");

  private final long records;

  History(long records) {
    this.records = records;
  }

  /** Publishes it by {@code import}, and returns when that has ended. */
  void publish(Stack stack) throws IOException, InterruptedException {
    if (records == 0) {
      return;
    }
    Path file = stack.folder().resolve("history.ndjson");
    try (Writer writer = Files.newBufferedWriter(file)) {
      // a round a minute, the last one a little ago
      Instant first =
          Instant.now()
              .truncatedTo(ChronoUnit.MINUTES)
              .minus(Duration.ofMinutes(records / NODES + 2));
      for (long i = 0; i < records; i++) {
        writer.write(line(i % NODES, first.plus(Duration.ofMinutes(i / NODES))));
      }
    }
    int code = stack.importFile("observations-json", file);
    if (code != 0) {
      throw new IllegalStateException("the import of " + file + " ended with " + code);
    }
    Files.delete(file);
  }

  private static String line(long node, Instant round) {
    return """
    {"network":"%s","layer":"compute","node_id":"node-%d","observed_at":"%s","status":"up",\
    "provider":"%s","country":"DE","operator":"operator-%d"}
    """
        .formatted(
            NETWORK,
            node,
            round.plusSeconds(node % 60),
            PROVIDERS.get((int) ((node + round.getEpochSecond() / 600) % PROVIDERS.size())),
            node % 500);
  }

  /** I1 of it: all that was published has landed. */
  List<Violation> lost(Invariants invariants) throws SQLException {
    long landed = records == 0 ? 0 : invariants.landed(NETWORK);
    return landed == records
        ? List.of()
        : List.of(
            new Violation(
                "I1", "of %,d imported observations %,d are there".formatted(records, landed)));
  }
}
