package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.EngineConnection;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.InsertStream;
import dev.faultline.local.clickhouse.statement.SqlLexer;
import dev.faultline.local.clickhouse.statement.SqlText;
import dev.faultline.local.clickhouse.statement.SqlToken;
import dev.faultline.local.clickhouse.statement.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A table whose rows a request carries: a temporary one for its query.
 *
 * @param columns names and types, as in CREATE TABLE
 * @param format the rows' input format
 * @param rows read once
 */
public record ExternalTable(String name, String columns, String format, InputStream rows) {

  /**
   * Columns that have types only: they are called _1, _2 and so on.
   *
   * @param types separated by commas
   */
  public static String columnsOf(String types) {
    byte[] text = types.getBytes(StandardCharsets.UTF_8);
    StringBuilder columns = new StringBuilder("_1 ");
    int count = 1;
    int copied = 0;
    SqlLexer lexer = new SqlLexer(text);
    while (lexer.hasNext()) {
      SqlToken token = lexer.next();
      if (token.isMark(",") && token.depth() == 0) {
        count++;
        columns.append(new String(text, copied, token.end() - copied, StandardCharsets.UTF_8));
        columns.append(" _").append(count).append(' ');
        copied = token.end();
      }
    }
    return columns
        .append(new String(text, copied, text.length - copied, StandardCharsets.UTF_8))
        .toString();
  }

  /** Creates and fills the table. */
  void create(EngineConnection connection, StatementGuard guard)
      throws EngineException, IOException {
    String table = SqlText.identifier(name);
    String text = "CREATE TEMPORARY TABLE " + table + " (" + columns + ") ENGINE = Memory";
    guard.check(connection, Statement.of(text.getBytes(StandardCharsets.UTF_8)), false);
    connection.execute(text);
    byte[] insert = ("INSERT INTO " + table).getBytes(StandardCharsets.UTF_8);
    try (InsertStream stream = connection.insert(insert, format, Map.of())) {
      byte[] piece = new byte[1 << 16];
      for (int length = rows.read(piece); length >= 0; length = rows.read(piece)) {
        if (!stream.append(piece, 0, length)) {
          break;
        }
      }
      stream.finish();
    }
  }

  /** The statement that removes it from a session. */
  String drop() {
    return "DROP TEMPORARY TABLE IF EXISTS " + SqlText.identifier(name);
  }
}
