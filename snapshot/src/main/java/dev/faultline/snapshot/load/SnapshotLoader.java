package dev.faultline.snapshot.load;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import dev.faultline.snapshot.describe.Description.DescribedPopulation;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import dev.faultline.snapshot.scratch.SqlText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the files of a snapshot into a scratch database. */
public final class SnapshotLoader {

  private final Path folder;
  private final Description description;
  private final ScratchDatabase scratch;

  public SnapshotLoader(Path folder, Description description, ScratchDatabase scratch) {
    this.folder = folder;
    this.description = description;
    this.scratch = scratch;
  }

  /**
   * Reads these files, and what is said of the populations.
   *
   * @throws IOException naming the file, if one is missing or cannot be read
   */
  public void load(Set<DataFile> files) throws IOException, SQLException {
    Map<String, DescribedFile> described = description.files();
    for (DataFile file : DataFile.values()) {
      if (files.contains(file)) {
        load(file, described.get(file.stem()));
      }
    }
    for (DescribedPopulation each : description.populations()) {
      scratch
          .session()
          .execute(
              "INSERT INTO snapshot_populations VALUES ('%s', '%s', %s, %s)"
                  .formatted(
                      SqlText.escaped(each.network()),
                      SqlText.escaped(each.layer()),
                      SqlText.time(each.at()),
                      each.incidentsThrough()));
    }
  }

  /** The columns that the description names and this build knows, in this build's order. */
  public List<FileColumn> columns(DataFile file) throws SQLException {
    return scratch.columns(file, description.withAddresses());
  }

  private void load(DataFile file, DescribedFile described) throws IOException, SQLException {
    if (described == null) {
      throw new IOException("the description names no file of " + file.stem());
    }
    Path path = folder.resolve(described.path());
    List<String> columns = columns(file).stream().map(FileColumn::name).toList();
    if (!columns.equals(described.columns())) {
      throw new IOException(
          "%s has the columns %s, and this build reads %s: use the build that wrote it, %s"
              .formatted(
                  described.path(), described.columns(), columns, description.build().version()));
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      scratch.session().write(file.table(), columns, bytes, file.formatIn(description.format()));
    } catch (SQLException e) {
      throw new IOException(described.path() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
