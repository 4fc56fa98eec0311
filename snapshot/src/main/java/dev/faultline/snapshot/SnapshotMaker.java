package dev.faultline.snapshot;

import dev.faultline.snapshot.compare.Changes;
import dev.faultline.snapshot.compare.NodeComparison;
import dev.faultline.snapshot.compare.SnapshotComparison;
import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.describe.Build;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.describe.DescriptionWriter;
import dev.faultline.snapshot.describe.ReadmeWriter;
import dev.faultline.snapshot.describe.SnapshotFacts;
import dev.faultline.snapshot.export.FileWriter;
import dev.faultline.snapshot.export.PopulationProvenance;
import dev.faultline.snapshot.export.SnapshotSource;
import dev.faultline.snapshot.export.WrittenFile;
import dev.faultline.snapshot.load.SnapshotLoader;
import dev.faultline.snapshot.page.SnapshotPage;
import dev.faultline.snapshot.population.Selection;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.release.Releases;
import dev.faultline.snapshot.release.SnapshotsLock;
import dev.faultline.snapshot.release.Staging;
import dev.faultline.snapshot.release.Sums;
import dev.faultline.snapshot.scratch.ClickHouseSession;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import dev.faultline.snapshot.scratch.ScratchServer;
import dev.faultline.snapshot.summary.SummaryReader;
import dev.faultline.sql.ClickHouse;
import dev.faultline.sql.migrate.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Makes snapshots: copies what is closed into a scratch database, writes the files from there
 * beside the snapshots, and renames them in one step. Nothing that is there is overwritten.
 */
public final class SnapshotMaker {

  private final ClickHouse source;
  private final ScratchServer.Factory servers;
  private final String version;
  private final String commit;
  private final Consumer<String> progress;

  /**
   * @param source Faultline's tables
   * @param version of this build, as the next
   * @param progress is told of each step, in a line
   */
  public SnapshotMaker(
      ClickHouse source,
      ScratchServer.Factory servers,
      String version,
      String commit,
      Consumer<String> progress) {
    this.source = source;
    this.servers = servers;
    this.version = version;
    this.commit = commit;
    this.progress = progress;
  }

  /**
   * Makes one, unless it is there with the same rows.
   *
   * @param selection what is closed, see {@link Closing}
   * @param all the folder of all snapshots
   * @throws SnapshotException if the rows are others than those of the release that is there and no
   *     reason is given, or it is of another kind
   */
  public SnapshotOutcome make(SnapshotRequest request, Selection selection, Path all)
      throws SnapshotException,
          IOException,
          SQLException,
          MigrationException,
          InterruptedException {
    try (SnapshotsLock held = SnapshotsLock.take(all, progress);
        Staging staging = Staging.in(all);
        ScratchServer server = servers.start();
        ScratchDatabase scratch = ScratchDatabase.create(server.clickHouse())) {
      List<ReleaseName> existing = Releases.in(all);
      Optional<ReleaseName> current = Releases.newestOf(request.asOf(), existing);
      if (current.isPresent()) {
        requireSameKind(request, Description.read(current.get().in(all)));
      }
      Written written = writeRows(request, selection, scratch, staging.folder());
      int populations = selection.included().size();
      if (current.isPresent()) {
        List<String> changed = changed(Description.read(current.get().in(all)), written.files());
        if (changed.isEmpty()) {
          return new SnapshotOutcome(
              current.get(), false, current.get().in(all), populations, written.rows());
        }
        if (request.reason().isEmpty()) {
          throw new SnapshotException(
              "%s is there, and other rows are true now in %s. Nothing is overwritten: give --reason to publish %s beside it."
                  .formatted(
                      current.get(), String.join(", ", changed), current.get().next().label()));
        }
      }
      ReleaseName name =
          current.map(ReleaseName::next).orElseGet(() -> ReleaseName.first(request.asOf()));
      Optional<ReleaseName> previous =
          current.isPresent() ? current : Releases.before(request.asOf(), existing);
      Optional<Changes> changes = changes(previous, all, written, scratch, server);
      describe(request, selection, scratch, written, name, previous, changes, staging.folder());
      staging.publish(name);
      return new SnapshotOutcome(name, true, name.in(all), populations, written.rows());
    }
  }

  /** The files and what stood behind them. */
  private record Written(
      List<WrittenFile> files, List<PopulationProvenance> provenance, Map<DataFile, String> sql) {

    long rows() {
      return files.stream().mapToLong(file -> file.digest().rows()).sum();
    }
  }

  private Written writeRows(
      SnapshotRequest request, Selection selection, ScratchDatabase scratch, Path folder)
      throws IOException, SQLException {
    SnapshotSource copied;
    List<PopulationProvenance> provenance;
    try (ClickHouseSession session = ClickHouseSession.to(source)) {
      copied = new SnapshotSource(session, scratch, request.withAddresses());
      progress.accept("copying %d populations".formatted(selection.included().size()));
      provenance = copied.copy(selection);
    }
    FileWriter writer = new FileWriter(scratch, request.format(), request.withAddresses());
    List<WrittenFile> files = new ArrayList<>();
    for (DataFile file : DataFile.values()) {
      files.add(writer.write(file, folder));
      WrittenFile last = files.get(files.size() - 1);
      progress.accept("%s: %,d rows".formatted(last.name(), last.digest().rows()));
    }
    return new Written(files, provenance, copied.queries());
  }

  private Optional<Changes> changes(
      Optional<ReleaseName> previous,
      Path all,
      Written written,
      ScratchDatabase scratch,
      ScratchServer server)
      throws IOException, SQLException, MigrationException {
    if (previous.isEmpty()) {
      return Optional.empty();
    }
    Path folder = previous.get().in(all);
    Description earlier = Description.read(folder);
    Set<String> told =
        written.provenance().stream()
            .filter(each -> !each.hidden())
            .map(each -> each.network() + "/" + each.layer())
            .collect(Collectors.toSet());
    try (ScratchDatabase then = ScratchDatabase.create(server.clickHouse())) {
      new SnapshotLoader(folder, earlier, then).load(SnapshotComparison.FILES);
      return Optional.of(
          SnapshotComparison.between(then, NodeComparison.told(earlier), scratch, told));
    }
  }

  private void describe(
      SnapshotRequest request,
      Selection selection,
      ScratchDatabase scratch,
      Written written,
      ReleaseName name,
      Optional<ReleaseName> previous,
      Optional<Changes> changes,
      Path folder)
      throws IOException, SQLException {
    SnapshotFacts facts =
        new SnapshotFacts(
            name,
            name.number() > 1 ? request.reason() : Optional.empty(),
            request.networks(),
            request.format(),
            request.withAddresses(),
            new Build(version, commit, scratch.engineVersion()),
            selection,
            written.provenance(),
            scratch.session().rows(SOURCES, row -> row.getString(1)),
            scratch.session().rows(METHODOLOGIES, row -> row.getString(1)),
            written.files(),
            written.sql(),
            SummaryReader.read(scratch.session()),
            previous);
    ReadmeWriter.write(facts, folder);
    Files.writeString(
        folder.resolve("index.html"),
        SnapshotPage.of(facts, facts.summaries().values(), previous, changes));
    new DescriptionWriter(facts)
        .write(folder, List.of("README.md", "index.html", "methodology.md"));
    Sums.write(folder);
  }

  private static final String SOURCES =
      "SELECT DISTINCT source FROM (SELECT toString(source) AS source FROM snapshot_members"
          + " UNION ALL SELECT toString(source) AS source FROM incident_revisions) ORDER BY source";
  private static final String METHODOLOGIES =
      "SELECT DISTINCT methodology_version FROM decentralization ORDER BY 1";

  private static void requireSameKind(SnapshotRequest request, Description current)
      throws SnapshotException {
    if (current.format() != request.format()) {
      throw another(current, "is in the format " + current.format());
    }
    if (!current.networks().equals(request.networks())) {
      throw another(
          current,
          current.networks().isEmpty()
              ? "is of all networks"
              : "is of the networks " + String.join(",", current.networks()));
    }
    if (current.withAddresses() != request.withAddresses()) {
      throw another(current, current.withAddresses() ? "has addresses" : "has no addresses");
    }
  }

  private static SnapshotException another(Description current, String how) {
    return new SnapshotException(
        "%s is there and %s. Ask for the same, or give another --out."
            .formatted(current.name(), how));
  }

  private static List<String> changed(Description current, List<WrittenFile> files) {
    Map<String, DescribedFile> told = current.files();
    return files.stream()
        .filter(
            file ->
                !told.containsKey(file.file().stem())
                    || !told.get(file.file().stem()).rowDigest().equals(file.digest().digest()))
        .map(WrittenFile::name)
        .toList();
  }
}
