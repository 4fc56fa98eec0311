package dev.faultline.local.clickhouse.engine;

/**
 * What the engine's parser says that a text would do.
 *
 * @param statements how many executable statements it holds; 0 if it does not parse
 * @param kind one of the constants of {@code chdb_query_class}
 */
public record StatementClass(int statements, int kind) {

  private static final int READ_ONLY = 0;
  private static final int CONTROL = 3;

  /** SELECT, SHOW, DESCRIBE, EXPLAIN, EXISTS or CHECK, without INTO OUTFILE. */
  public boolean readOnly() {
    return statements > 0 && kind == READ_ONLY;
  }

  /** SET, USE, SYSTEM, KILL, ATTACH, …, and every statement with INTO OUTFILE. */
  public boolean control() {
    return statements > 0 && kind == CONTROL;
  }

  /** More than one statement in one text. */
  public boolean several() {
    return statements > 1;
  }
}
