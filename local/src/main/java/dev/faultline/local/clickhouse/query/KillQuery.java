package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.Engine;
import dev.faultline.local.clickhouse.statement.SqlLexer;
import dev.faultline.local.clickhouse.statement.SqlToken;
import dev.faultline.local.clickhouse.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * KILL QUERY by the ids that clients gave. The embedded engine knows a query by an id of its own,
 * so the column that such a statement means is the setting that carries the client's.
 */
final class KillQuery {

  private static final byte[] COLUMN =
      ("(Settings['" + Engine.ID_SETTING + "'])").getBytes(StandardCharsets.US_ASCII);

  private KillQuery() {}

  /** The statement for the engine; others than KILL QUERY stay as they are. */
  static byte[] translate(Statement statement) {
    byte[] text = statement.text();
    if (!statement.keyword().equals("KILL")) {
      return text;
    }
    ByteArrayOutputStream translated = new ByteArrayOutputStream();
    int copied = 0;
    SqlLexer lexer = new SqlLexer(text);
    while (lexer.hasNext()) {
      SqlToken token = lexer.next();
      if (token.isIdentifier() && token.text().replaceAll("[`\"]", "").equals("query_id")) {
        translated.write(text, copied, token.start() - copied);
        translated.writeBytes(COLUMN);
        copied = token.end();
      }
    }
    translated.write(text, copied, text.length - copied);
    return translated.toByteArray();
  }
}
