package dev.faultline.snapshot.export;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.content.FileFormat;
import dev.faultline.snapshot.content.FileQueries;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.scratch.ScratchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;

/** Writes the files of rows from a scratch database, and describes them. */
public final class FileWriter {

  private final ScratchDatabase scratch;
  private final FileFormat format;
  private final boolean withAddresses;

  public FileWriter(ScratchDatabase scratch, FileFormat format, boolean withAddresses) {
    this.scratch = scratch;
    this.format = format;
    this.withAddresses = withAddresses;
  }

  /** Writes a file into a folder. */
  public WrittenFile write(DataFile file, Path folder) throws IOException, SQLException {
    List<FileColumn> columns = scratch.columns(file, withAddresses);
    FileFormat own = file.formatIn(format);
    Path path = folder.resolve(file.fileName(format));
    scratch
        .session()
        .read(
            FileQueries.rows(file, columns),
            own,
            bytes -> Files.copy(bytes, path, StandardCopyOption.REPLACE_EXISTING));
    return new WrittenFile(
        file,
        path.getFileName().toString(),
        own,
        columns,
        RowDigest.of(scratch.session(), file, columns),
        Files.size(path),
        Hash.ofFile(path));
  }
}
