package dev.faultline.cli.publishers;

import dev.faultline.cli.output.AlignedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Publishers as text. */
public final class PublisherTable {

  private PublisherTable() {}

  /** A line for each. */
  public static String of(List<PublisherRow> rows) {
    AlignedTable table =
        new AlignedTable("population", "publisher", "watermark", "behind", "said", "state");
    rows.forEach(
        row ->
            table.row(
                row.population().key(),
                row.publisher().isEmpty() ? "(unnamed)" : row.publisher(),
                row.watermark().map(Instant::toString).orElse("-"),
                row.behind().map(PublisherTable::length).orElse("-"),
                length(row.silent()) + " ago",
                state(row)));
    return table.toString();
  }

  private static String state(PublisherRow row) {
    String state = row.state().name().toLowerCase(Locale.ROOT);
    return switch (row.state()) {
      case ANNOUNCED, CLOSED -> state;
      case OPEN -> {
        if (!row.isHolding()) {
          yield state + ", too far behind to be waited for";
        }
        yield row.isOverdue() ? state + ", silent" : state;
      }
    };
  }

  /** Its greatest two units. */
  static String length(Duration length) {
    long seconds = length.toSeconds();
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }
    if (seconds >= 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
  }
}
