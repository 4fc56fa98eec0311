package dev.faultline.cli.output;

import dev.faultline.ingest.importer.ImportResult;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.SourceFormat.Yields;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the records of an import.
 *
 * @param rejects the file that rejected records were written to
 */
public record ImportReport(SourceFormat format, Optional<Path> rejects) {

  private static final int MOST_REASONS = 8;

  /**
   * Prints it.
   *
   * @param nanos how long it took
   */
  public void print(PrintWriter out, ImportResult result, long nanos) {
    double seconds = nanos / 1e9;
    boolean hasNodes = format.yields() == Yields.OBSERVATIONS;
    out.printf("accepted   %,10d%n", result.accepted());
    out.printf("rejected   %,10d%n", result.rejected());
    printReasons(out, result.refusals());
    out.printf("published  %,10d%n", result.published());
    if (hasNodes) {
      out.printf("late       %,10d%n", result.late());
      out.printf(
          "twice      %,10d (one node at one instant: the last one counts)%n", result.twice());
      out.printf("dropped    %,10d (attributes that cannot be used)%n", sum(result.dropped()));
    } else {
      out.printf("unchanged  %,10d%n", result.unchanged());
      out.printf("vanished   %,10d%n", result.vanished());
      out.printf("guessed    %,10d%n", sum(result.dropped()));
    }
    printReasons(out, result.dropped());
    out.printf("in %.1f s (%,.0f records/s)%n", seconds, result.accepted() / seconds);
    if (result.rejected() > 0) {
      out.println(
          rejects.isPresent()
              ? "each with its line is in " + rejects.get()
              : "each is in the dead letters; --rejects FILE writes them to a file with their lines");
    }
    if (!result.complete()) {
      out.println("a file could not be read to its end; see the last rejected record");
    }
    result
        .nothingTaken()
        .forEach(
            file ->
                out.println(
                    "nothing in " + file + " could be taken: is it " + format.name() + "?"));
    out.flush();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void printReasons(PrintWriter out, Map<String, Long> counts) {
    counts.entrySet().stream()
        .limit(MOST_REASONS)
        .forEach(each -> out.printf("  %,10d x %s%n", each.getValue(), each.getKey()));
    if (counts.size() > MOST_REASONS) {
      out.printf("  and %,d more reasons%n", counts.size() - MOST_REASONS);
    }
  }
}
