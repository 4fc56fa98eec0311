package dev.faultline.snapshot;

import dev.faultline.snapshot.population.Inclusion.Open;
import java.util.List;
import java.util.stream.Collectors;

/** Populations that live have not closed the as-of. They may yet. */
public final class NotClosedException extends SnapshotException {

  private static final long serialVersionUID = 1L;
  private static final int MOST = 3;

  public NotClosedException(List<Open> open) {
    super(text(open));
  }

  private static String text(List<Open> open) {
    String first = open.stream().limit(MOST).map(Open::text).collect(Collectors.joining("; "));
    String more = open.size() > MOST ? "; and %d more".formatted(open.size() - MOST) : "";
    return first + more + ". Run again after that, or give --wait.";
  }
}
