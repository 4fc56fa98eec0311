package dev.faultline.local.clickhouse.statement;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Output formats that can be sent chunk by chunk. The engine formats every chunk of a stream as a
 * document of its own, so in formats with a header all but the first are repeated; they are cut off
 * here. Formats with more than a header (JSON, XML, Parquet …) cannot be put together from chunks
 * and are not among these.
 */
public enum StreamedFormat {
  /** Rows only. */
  ROWS {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return 0;
    }
  },
  /** A line of names; line ends within names are escaped. */
  NAME_LINE {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterLines(chunk, 1, false);
    }
  },
  /** A line of names and one of types. */
  NAME_AND_TYPE_LINES {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterLines(chunk, 2, false);
    }
  },
  /** The same in CSV, where names in quotes may hold line ends. */
  QUOTED_NAME_LINE {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterLines(chunk, 1, true);
    }
  },
  /** The same with types. */
  QUOTED_NAME_AND_TYPE_LINES {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterLines(chunk, 2, true);
    }
  },
  /** A count, then as many names, each after its length. */
  BINARY_NAMES {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterStrings(chunk, 1);
    }
  },
  /** A count, then as many names and as many types. */
  BINARY_NAMES_AND_TYPES {
    @Override
    public int headerLength(ByteBuffer chunk) {
      return afterStrings(chunk, 2);
    }
  };

  private static final Map<String, StreamedFormat> BY_NAME =
      Map.ofEntries(
          Map.entry("tabseparated", ROWS),
          Map.entry("tsv", ROWS),
          Map.entry("tabseparatedraw", ROWS),
          Map.entry("tsvraw", ROWS),
          Map.entry("csv", ROWS),
          Map.entry("jsoneachrow", ROWS),
          Map.entry("jsonlines", ROWS),
          Map.entry("ndjson", ROWS),
          Map.entry("jsonstringseachrow", ROWS),
          Map.entry("jsoncompacteachrow", ROWS),
          Map.entry("tskv", ROWS),
          Map.entry("lineasstring", ROWS),
          Map.entry("rowbinary", ROWS),
          Map.entry("native", ROWS),
          Map.entry("null", ROWS),
          Map.entry("tabseparatedwithnames", NAME_LINE),
          Map.entry("tsvwithnames", NAME_LINE),
          Map.entry("jsoncompacteachrowwithnames", NAME_LINE),
          Map.entry("tabseparatedwithnamesandtypes", NAME_AND_TYPE_LINES),
          Map.entry("tsvwithnamesandtypes", NAME_AND_TYPE_LINES),
          Map.entry("jsoncompacteachrowwithnamesandtypes", NAME_AND_TYPE_LINES),
          Map.entry("csvwithnames", QUOTED_NAME_LINE),
          Map.entry("csvwithnamesandtypes", QUOTED_NAME_AND_TYPE_LINES),
          Map.entry("rowbinarywithnames", BINARY_NAMES),
          Map.entry("rowbinarywithnamesandtypes", BINARY_NAMES_AND_TYPES));

  /** How chunks of a format are joined; empty if they cannot be. */
  public static Optional<StreamedFormat> of(String format) {
    return Optional.ofNullable(BY_NAME.get(format.toLowerCase(Locale.ROOT)));
  }

  /** How many bytes of a chunk, from its position on, are the header. */
  public abstract int headerLength(ByteBuffer chunk);

  private static int afterLines(ByteBuffer chunk, int lines, boolean quotes) {
    int left = lines;
    boolean quoted = false;
    for (int i = chunk.position(); i < chunk.limit(); i++) {
      byte b = chunk.get(i);
      if (quotes && b == '"') {
        quoted = !quoted;
      } else if (b == '\n' && !quoted && --left == 0) {
        return i + 1 - chunk.position();
      }
    }
    return chunk.remaining();
  }

  private static int afterStrings(ByteBuffer chunk, int strings) {
    ByteBuffer header = chunk.duplicate();
    int columns = readLength(header);
    for (int i = 0; i < columns * strings; i++) {
      int length = readLength(header);
      header.position(header.position() + length);
    }
    return header.position() - chunk.position();
  }

  /** ClickHouse's variable-length integer: seven bits a byte, the lowest first. */
  private static int readLength(ByteBuffer bytes) {
    int value = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes.get();
      value |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return value;
  }
}
