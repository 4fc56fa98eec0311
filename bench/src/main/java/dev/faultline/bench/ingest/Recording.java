package dev.faultline.bench.ingest;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A made recording in one format: records as real ones are, each under an id of its own.
 *
 * @param format its name
 * @param head what stands before the records
 * @param record one of them; {@code %1$d} stands for its number, {@code %2$x} and {@code %3$x} for
 *     its upper and lower 16 bits
 * @param separator what stands between two
 * @param tail what stands behind them
 */
record Recording(String format, String head, String record, String separator, String tail) {

  /** One record a line. */
  static Recording lines(String format, String head, String record) {
    return new Recording(format, head, record, "\n", "\n");
  }

  /** The elements of an array. */
  static Recording array(String format, String record) {
    return new Recording(format, "[", record, ",\n", "]\n");
  }

  /** Writes so many of them. */
  void write(Path file, int records) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(head);
      for (int number = 0; number < records; number++) {
        if (number > 0) {
          out.write(separator);
        }
        out.write(String.format(Locale.ROOT, record, number, number >>> 16, number & 0xFFFF));
      }
      out.write(tail);
    }
  }
}
