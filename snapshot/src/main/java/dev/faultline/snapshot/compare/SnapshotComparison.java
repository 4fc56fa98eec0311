package dev.faultline.snapshot.compare;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.load.SnapshotLoader;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import dev.faultline.snapshot.scratch.ScratchServer;
import dev.faultline.snapshot.summary.SummaryReader;
import dev.faultline.sql.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** Compares two snapshots by their files. */
public final class SnapshotComparison {

  /** What is compared. */
  public static final Set<DataFile> FILES =
      EnumSet.of(
          DataFile.DECENTRALIZATION,
          DataFile.RESILIENCE,
          DataFile.ENTITY_SHARES,
          DataFile.POPULATION);

  private final ScratchServer.Factory servers;

  public SnapshotComparison(ScratchServer.Factory servers) {
    this.servers = servers;
  }

  /**
   * Compares.
   *
   * @param before folder of the earlier release
   * @param after folder of the later one
   */
  public Changes between(Path before, Path after)
      throws IOException, SQLException, MigrationException, InterruptedException {
    Description earlier = Description.read(before);
    Description later = Description.read(after);
    try (ScratchServer server = servers.start();
        ScratchDatabase then = ScratchDatabase.create(server.clickHouse());
        ScratchDatabase now = ScratchDatabase.create(server.clickHouse())) {
      new SnapshotLoader(before, earlier, then).load(FILES);
      new SnapshotLoader(after, later, now).load(FILES);
      return between(then, NodeComparison.told(earlier), now, NodeComparison.told(later));
    }
  }

  /** Compares what has been loaded. */
  public static Changes between(
      ScratchDatabase then, Set<String> toldThen, ScratchDatabase now, Set<String> toldNow)
      throws SQLException {
    return Changes.between(
        SummaryReader.read(then.session()),
        SummaryReader.read(now.session()),
        NodeComparison.between(then, toldThen, now, toldNow));
  }
}
