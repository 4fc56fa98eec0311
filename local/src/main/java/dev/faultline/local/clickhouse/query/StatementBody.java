package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.InsertStream;
import dev.faultline.local.clickhouse.statement.SqlLexer;
import dev.faultline.local.clickhouse.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of a request: the <code>query</code> parameter, a line end and the body, read as far as
 * the statement goes. The data of an INSERT is poured from the rest without being held.
 */
public final class StatementBody {

  /** The head of an INSERT must end within this. */
  private static final int HEAD_LIMIT = 1 << 18;

  /** Other statements must be shorter than this; the engine's own max_query_size is stricter. */
  private static final int TEXT_LIMIT = 1 << 24;

  private final Statement statement;
  private final byte[] read;
  private final InputStream rest;

  private StatementBody(Statement statement, byte[] read, InputStream rest) {
    this.statement = statement;
    this.read = read;
    this.rest = rest;
  }

  /**
   * Reads the statement.
   *
   * @param query the URL's part of it, may be empty
   * @param body the body's part, unpacked
   * @throws EngineException if there is none, or it is too long
   */
  public static StatementBody read(String query, InputStream body)
      throws EngineException, IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (!query.isEmpty()) {
      text.writeBytes((query + "\n").getBytes(StandardCharsets.UTF_8));
    }
    int room = Math.max(0, HEAD_LIMIT - text.size());
    text.writeBytes(body.readNBytes(room));
    Statement statement = Statement.of(text.toByteArray());
    if (statement.insert().isEmpty()) {
      text.writeBytes(body.readNBytes(Math.max(0, TEXT_LIMIT - text.size())));
      if (body.read() >= 0) {
        throw EngineException.of(
            62, "SYNTAX_ERROR", "The statement is longer than " + TEXT_LIMIT + " bytes");
      }
      statement = Statement.of(text.toByteArray());
    }
    if (statement.text().length == 0 || new SqlLexer(statement.text()).isEmpty()) {
      throw EngineException.of(62, "SYNTAX_ERROR", "Syntax error: Empty query");
    }
    return new StatementBody(statement, text.toByteArray(), body);
  }

  public Statement statement() {
    return statement;
  }

  /**
   * Gives the data of the INSERT to the engine until it ends, or until the engine has failed; the
   * rest of the body is then left unread.
   */
  public void pour(InsertStream stream) throws IOException {
    int start = statement.insert().orElseThrow().start();
    if (!stream.append(read, start, read.length - start)) {
      return;
    }
    byte[] piece = new byte[1 << 16];
    for (int length = rest.read(piece); length >= 0; length = rest.read(piece)) {
      if (!stream.append(piece, 0, length)) {
        return;
      }
    }
  }
}
