package dev.faultline.sql.sink.health;

import java.util.List;
import java.util.Optional;

/** How landing goes, table by table. */
public record SinkHealth(List<TableHealth> tables) {

  /** Why the sink does not work; empty while it works. A sink that only tries again does not. */
  public Optional<String> problem() {
    List<String> problems =
        tables.stream().map(TableHealth::problem).flatMap(Optional::stream).distinct().toList();
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    String others = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
    return Optional.of(problems.get(0) + others);
  }
}
