package dev.faultline.snapshot.export;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.content.FileFormat;
import java.util.List;

/**
 * A file of a snapshot as it was written.
 *
 * @param digest of its rows, whatever the format
 * @param sha256 of its bytes
 */
public record WrittenFile(
    DataFile file,
    String name,
    FileFormat format,
    List<FileColumn> columns,
    RowDigest digest,
    long bytes,
    String sha256) {}
