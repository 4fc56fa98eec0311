package dev.faultline.local.clickhouse.query;

import dev.faultline.local.clickhouse.engine.EngineConnection;
import dev.faultline.local.clickhouse.engine.EngineException;
import dev.faultline.local.clickhouse.engine.EngineResult;
import dev.faultline.local.clickhouse.engine.StatementClass;
import dev.faultline.local.clickhouse.statement.SqlText;
import dev.faultline.local.clickhouse.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Refuses what a server would refuse but an embedded engine would do: several statements in one
 * request, changes by GET, and INTO OUTFILE and FROM INFILE, which the engine treats as its
 * client's own files and guards by no privilege. The engine's parser decides; texts are only
 * searched for the two keywords, which cannot be spelled in any other way.
 */
public final class StatementGuard {

  private static final String HINT =
      "Statements may not reach files or the network of this machine unless that is allowed when"
          + " the stack starts: start it with --allow-files";
  private static final Pattern INFILE =
      Pattern.compile("\\bFROM\\s+INFILE\\b", Pattern.CASE_INSENSITIVE);

  private final boolean allowFiles;

  public StatementGuard(boolean allowFiles) {
    this.allowFiles = allowFiles;
  }

  /**
   * Checks a statement.
   *
   * @param readOnlyMethod whether it came by GET
   * @return what the engine's parser says of it
   * @throws EngineException with ClickHouse's code if it must not run
   */
  public StatementClass check(
      EngineConnection connection, Statement statement, boolean readOnlyMethod)
      throws EngineException {
    byte[] text = classifiable(statement);
    StatementClass kind = connection.classify(text);
    if (kind.several()) {
      throw EngineException.of(
          62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
    }
    if (readOnlyMethod && !kind.readOnly() && kind.statements() > 0) {
      throw EngineException.of(
          164,
          "READONLY",
          "Cannot execute query in readonly mode. For queries over HTTP, method GET implies"
              + " readonly. You should use method POST for modifying queries");
    }
    if (!allowFiles && touchesClientFiles(connection, statement, kind)) {
      throw EngineException.of(497, "ACCESS_DENIED", HINT);
    }
    return kind;
  }

  /** Gives an error that closed doors cause the words that help. */
  public static EngineException explain(EngineException error) {
    return error.getMessage().contains("getcwd failed")
        ? EngineException.of(497, "ACCESS_DENIED", HINT)
        : error;
  }

  private static byte[] classifiable(Statement statement) {
    if (statement.insert().isEmpty()) {
      return statement.text();
    }
    String head = new String(statement.text(), StandardCharsets.UTF_8);
    return (head + "\nFORMAT " + statement.insert().get().format())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean touchesClientFiles(
      EngineConnection connection, Statement statement, StatementClass kind)
      throws EngineException {
    String text = new String(statement.text(), StandardCharsets.UTF_8);
    String lower = text.toLowerCase(Locale.ROOT);
    boolean parsed = kind.statements() > 0;
    if (lower.contains("outfile") && (kind.control() || !parsed)) {
      return true;
    }
    return lower.contains("infile")
        && !kind.readOnly()
        && (!parsed || INFILE.matcher(withoutLiterals(connection, text)).find());
  }

  /** The text as the engine's lexer sees it: without comments, each literal a question mark. */
  private static String withoutLiterals(EngineConnection connection, String text)
      throws EngineException {
    byte[] sql = "SELECT normalizeQuery({text:String})".getBytes(StandardCharsets.UTF_8);
    Map<String, String> parameters = Map.of("text", SqlText.escapeTabSeparated(text));
    try (EngineResult result = connection.execute(sql, "TabSeparatedRaw", parameters)) {
      return StandardCharsets.UTF_8.decode(result.bytes()).toString();
    }
  }
}
