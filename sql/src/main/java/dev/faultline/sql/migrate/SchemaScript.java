package dev.faultline.sql.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole schema of this build as statements, for people who read it first or apply it by other
 * means: what {@link Migrator} runs on an empty database, less the comments on the columns of
 * views, which it reads from the database.
 */
public final class SchemaScript {

  private final Macros macros;

  private SchemaScript(Macros macros) {
    this.macros = macros;
  }

  /**
   * For a database.
   *
   * @param cluster the cluster to create the tables on; empty for a single server
   */
  public static SchemaScript of(String database, Optional<String> cluster) {
    return new SchemaScript(
        cluster
            .map(name -> Macros.cluster(database, name))
            .orElseGet(() -> Macros.singleNode(database)));
  }

  /** Database, tables and views, in the order in which they are to be created. */
  public List<String> statements() throws MigrationException {
    Scripts scripts = BundledScripts.all();
    List<String> templates = new ArrayList<>();
    templates.add(Migrator.CREATE_DATABASE);
    templates.addAll(SchemaLog.CREATE);
    for (Migration migration : MigrationPlan.pending(scripts, Map.of())) {
      templates.addAll(SqlStatements.split(migration.template()));
    }
    InlinedViews inlined = new InlinedViews(scripts.views());
    for (ViewPlan.Step step : ViewPlan.all(scripts.views(), scripts.migrations())) {
      templates.addAll(SqlStatements.split(inlined.statement(step.view())));
    }
    return expanded(templates);
  }

  /** The role of readers and the dictionaries. */
  public List<String> readers() throws MigrationException {
    List<String> templates = new ArrayList<>();
    templates.addAll(SqlStatements.split(BundledScripts.readerAccess()));
    templates.addAll(SqlStatements.split(BundledScripts.dictionaries()));
    return expanded(templates);
  }

  private List<String> expanded(List<String> templates) throws MigrationException {
    List<String> statements = new ArrayList<>();
    for (String template : templates) {
      statements.add(macros.expand(template).strip());
    }
    return statements;
  }
}
