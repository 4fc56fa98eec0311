package dev.faultline.ingest;

import dev.faultline.ingest.source.SourceFormat;
import java.util.Locale;

/** The page {@code docs/formats.md}, which says what every format reads. */
public final class FormatPage {

  private static final String HEAD =
      """
      # Formats

      What `bin/faultline import FORMAT FILE…` and feeds read. This page is made from the code: a test
      holds it, and says how to write it anew.

      Of every format: files may be gzip, UTF-8 or UTF-16 with a byte order mark, and lines may end in
      any way. A document that lacks what proves it is refused as a whole, and closes no incident. A
      record with a wrong identity, time, status or weight is refused alone, with its line and reason
      (`--rejects FILE`). An address, AS number, country or hosting class that cannot be used is left
      out of its node and counted. Of a node that is said twice at one instant the last one counts,
      unless its identity below says more, and the import tells how many there were. Countries are read
      as codes of two or three letters or as names (`UK` is GB, `XK` is unknown). Providers have one
      spelling, in incidents as in nodes.

      """;

  private FormatPage() {}

  /** The whole page. */
  public static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (SourceFormat format : SourceFormats.all()) {
      FormatNotes.Note note = FormatNotes.of(format.name());
      page.append("## ").append(format.name()).append("\n\n");
      page.append(format.description()).append(". Holds ");
      page.append(format.yields().name().toLowerCase(Locale.ROOT)).append(".\n\n");
      page.append("- **Proved by**: ").append(note.proof()).append(".\n");
      page.append("- **Read**: ").append(note.fields()).append(".\n");
      if (format.yields() == SourceFormat.Yields.OBSERVATIONS) {
        page.append("- **Weight**: ").append(note.weight()).append(".\n");
      }
      page.append("- **Identity**: ").append(note.identity()).append(".\n\n");
      page.append("```\n").append(format.example()).append("\n```\n\n");
    }
    return page.toString().stripTrailing() + "\n";
  }
}
