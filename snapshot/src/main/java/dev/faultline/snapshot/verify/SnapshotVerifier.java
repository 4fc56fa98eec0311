package dev.faultline.snapshot.verify;

import dev.faultline.snapshot.catalogue.Catalogue;
import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.export.RowDigest;
import dev.faultline.snapshot.load.SnapshotLoader;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.Sums;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import dev.faultline.snapshot.scratch.ScratchServer;
import dev.faultline.sql.audit.Audit;
import dev.faultline.sql.audit.AuditPoint;
import dev.faultline.sql.audit.Difference;
import dev.faultline.sql.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks a snapshot by itself: that its files are as they were written, and that their measures are
 * what the members of its populations give. Needs an engine to read files with, and no broker and
 * no database of Faultline's.
 */
public final class SnapshotVerifier {

  private final ScratchServer.Factory servers;
  private final Consumer<String> progress;

  /**
   * @param progress is told of each step, in a line
   */
  public SnapshotVerifier(ScratchServer.Factory servers, Consumer<String> progress) {
    this.servers = servers;
    this.progress = progress;
  }

  /**
   * The first difference.
   *
   * @param folder of a release
   * @throws IOException if it is no snapshot
   */
  public Optional<String> difference(Path folder)
      throws IOException, SQLException, MigrationException, InterruptedException {
    Description description = Description.read(folder);
    Optional<String> difference = differenceOfBytes(folder, description);
    if (difference.isPresent()) {
      return difference;
    }
    progress.accept("the files are as they were written");
    try (ScratchServer server = servers.start();
        ScratchDatabase scratch = ScratchDatabase.create(server.clickHouse())) {
      SnapshotLoader loader = new SnapshotLoader(folder, description, scratch);
      try {
        loader.load(EnumSet.allOf(DataFile.class));
      } catch (IOException e) {
        return Optional.of(e.getMessage());
      }
      difference = differenceOfRows(description, loader, scratch);
      return difference.isPresent() ? difference : differenceOfMeasures(scratch);
    }
  }

  private static Optional<String> differenceOfBytes(Path folder, Description description)
      throws IOException {
    if (!Files.exists(folder.resolve(Sums.FILE))) {
      return Optional.of(Sums.FILE + " is missing");
    }
    Optional<String> difference = Sums.difference(folder, description.name());
    if (difference.isPresent()) {
      return difference;
    }
    for (DescribedFile file : description.files().values()) {
      Path path = folder.resolve(file.path());
      if (!Files.exists(path)) {
        return Optional.of(file.path() + " is missing");
      }
      difference = describedOtherwise(path, file.sha256());
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (Map.Entry<String, String> document : description.documents().entrySet()) {
      difference = describedOtherwise(folder.resolve(document.getKey()), document.getValue());
      if (difference.isPresent()) {
        return difference;
      }
    }
    return listedOtherwise(folder, description.name());
  }

  /** Where it lies in its place among others, their catalogue covers the sums too. */
  private static Optional<String> listedOtherwise(Path folder, ReleaseName name)
      throws IOException {
    Path real = folder.toRealPath();
    Path all = name.number() == 1 ? real.getParent() : real.getParent().getParent();
    if (all == null || !name.in(all).equals(real)) {
      return Optional.empty();
    }
    String found = Hash.ofFile(folder.resolve(Sums.FILE));
    return Catalogue.sumsDigest(all, name)
        .filter(told -> !told.equals(found))
        .map(
            told ->
                "%s has the sha256 %s, and the catalogue says %s"
                    .formatted(Sums.FILE, found, told));
  }

  private static Optional<String> describedOtherwise(Path file, String told) throws IOException {
    if (!Files.exists(file)) {
      return Optional.of(file.getFileName() + " is missing");
    }
    String found = Hash.ofFile(file);
    return found.equals(told)
        ? Optional.empty()
        : Optional.of(
            "%s has the sha256 %s, and %s says %s"
                .formatted(file.getFileName(), found, Releases.DESCRIPTION, told));
  }

  private Optional<String> differenceOfRows(
      Description description, SnapshotLoader loader, ScratchDatabase scratch)
      throws IOException, SQLException {
    for (DataFile file : DataFile.values()) {
      DescribedFile told = description.files().get(file.stem());
      RowDigest found = RowDigest.of(scratch.session(), file, loader.columns(file));
      if (found.rows() != told.rows() || !found.digest().equals(told.rowDigest())) {
        return Optional.of(
            "%s has %d rows with the digest %s, and %s says %d with %s"
                .formatted(
                    told.path(),
                    found.rows(),
                    found.digest(),
                    Releases.DESCRIPTION,
                    told.rows(),
                    told.rowDigest()));
      }
    }
    progress.accept("the rows are those that the description tells");
    return Optional.empty();
  }

  private Optional<String> differenceOfMeasures(ScratchDatabase scratch) throws SQLException {
    PointCheck described = new PointCheck(scratch.session());
    List<AuditPoint> points = described.points();
    Optional<String> other = described.difference(points);
    if (other.isPresent()) {
      return other;
    }
    try (Audit audit = Audit.of(scratch.clickHouse())) {
      EntityShareCheck shares = new EntityShareCheck(scratch.session());
      for (AuditPoint point : points) {
        Optional<Difference> difference = audit.check(point);
        if (difference.isPresent()) {
          return Optional.of(text(difference.get()));
        }
        Optional<String> share = shares.difference(point);
        if (share.isPresent()) {
          return share;
        }
      }
      progress.accept(
          "%,d populations and windows are what their members give".formatted(points.size()));
      return Optional.empty();
    }
  }

  private static String text(Difference difference) {
    return "%s of %s, %s: %s is told as %s, the members give %s"
        .formatted(
            difference.table(),
            difference.point(),
            difference.row(),
            difference.column(),
            difference.published(),
            difference.recomputed());
  }
}
