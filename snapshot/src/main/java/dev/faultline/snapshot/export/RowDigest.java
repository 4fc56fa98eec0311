package dev.faultline.snapshot.export;

import dev.faultline.snapshot.content.DataFile;
import dev.faultline.snapshot.content.FileColumn;
import dev.faultline.snapshot.content.FileQueries;
import dev.faultline.snapshot.release.Hash;
import dev.faultline.snapshot.scratch.ClickHouseSession;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/**
 * How many rows there are and the SHA-256 of them as text, which depends on no engine and no
 * format.
 *
 * @param digest of the canonical lines, in lower-case hexadecimal
 */
public record RowDigest(long rows, String digest) {

  /** Reads the rows of a file. */
  public static RowDigest of(ClickHouseSession session, DataFile file, List<FileColumn> columns)
      throws IOException, SQLException {
    MessageDigest sha = Hash.sha256();
    Lines lines = new Lines();
    session.readLines(
        FileQueries.canonicalLines(file, columns),
        bytes -> bytes.transferTo(new DigestOutputStream(lines, sha)));
    return new RowDigest(lines.count, HexFormat.of().formatHex(sha.digest()));
  }

  /** Counts line feeds, of which a canonical line has one at its end alone. */
  private static final class Lines extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      if (b == '\n') {
        count++;
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }
}
