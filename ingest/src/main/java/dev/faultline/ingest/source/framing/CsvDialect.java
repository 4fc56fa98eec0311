package dev.faultline.ingest.source.framing;

import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How a CSV table parts its fields, quotes them and encodes its text. */
public final class CsvDialect {

  /** A comma, the double quote and UTF-8 (RFC 4180). */
  public static final CsvDialect STANDARD = new CsvDialect(',', '"', StandardCharsets.UTF_8);

  private final char delimiter;
  private final char quote;
  private final Charset encoding;
  private final CsvReader.CsvReaderBuilder reader;

  /**
   * @param delimiter an ASCII character that is no line break
   * @param quote another such character
   * @param encoding one in which ASCII characters are their own bytes
   */
  public CsvDialect(char delimiter, char quote, Charset encoding) {
    this.delimiter = delimiter;
    this.quote = quote;
    this.encoding = encoding;
    this.reader =
        CsvReader.builder().skipEmptyLines(false).fieldSeparator(delimiter).quoteCharacter(quote);
  }

  /** What parts the fields. */
  public char delimiter() {
    return delimiter;
  }

  /** What may stand around a field. */
  public char quote() {
    return quote;
  }

  /** How text is encoded. */
  public Charset encoding() {
    return encoding;
  }

  /** Reads single records; holds no state of a reading. */
  CsvReader.CsvReaderBuilder reader() {
    return reader;
  }
}
