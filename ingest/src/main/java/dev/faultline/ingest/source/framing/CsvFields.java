package dev.faultline.ingest.source.framing;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.faultline.ingest.check.RefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;

/** Reads the fields of one CSV record; a row must have as many as the header. */
public final class CsvFields {

  private CsvFields() {}

  /**
   * The fields of a record.
   *
   * @throws RefusedException if the bytes are no UTF-8 or no single CSV record
   */
  public static List<String> of(RawRecord record) throws RefusedException {
    return of(record, CsvDialect.STANDARD);
  }

  /**
   * The fields of a record in a dialect.
   *
   * @throws RefusedException if the bytes are not in its encoding or no single CSV record
   */
  public static List<String> of(RawRecord record, CsvDialect dialect) throws RefusedException {
    String text = text(record.bytes(), dialect.encoding());
    try {
      CsvRecord fields = dialect.reader().ofSingleCsvRecord(text);
      return fields.getFields();
    } catch (CsvParseException e) {
      throw new RefusedException(null, "is not a CSV record: " + e.getMessage());
    }
  }

  /**
   * The fields of a row.
   *
   * @param columns how many the header has
   * @throws RefusedException if the bytes are no UTF-8, no single CSV record, or there are more or
   *     fewer fields
   */
  public static List<String> row(RawRecord record, int columns) throws RefusedException {
    return row(record, columns, CsvDialect.STANDARD);
  }

  /**
   * The fields of a row in a dialect.
   *
   * @param columns how many the header has
   * @throws RefusedException if the bytes are not in its encoding, no single CSV record, or there
   *     are more or fewer fields
   */
  public static List<String> row(RawRecord record, int columns, CsvDialect dialect)
      throws RefusedException {
    List<String> fields = of(record, dialect);
    if (fields.size() != columns) {
      throw new RefusedException(
          null, "has " + fields.size() + " fields where the header has " + columns);
    }
    return fields;
  }

  private static String text(ByteBuffer bytes, Charset encoding) throws RefusedException {
    try {
      return encoding
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes.duplicate())
          .toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(null, "is not " + encoding.name() + " text");
    }
  }
}
