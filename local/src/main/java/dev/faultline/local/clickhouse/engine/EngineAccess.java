package dev.faultline.local.clickhouse.engine;

import dev.faultline.local.clickhouse.query.StatementGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What statements may reach, written as the engine's own configuration, so that the engine enforces
 * it wherever a name or a string turns into a source: in views, in subqueries, in {@code eval}.
 *
 * <p>Unless files are allowed, the user gets an explicit list of privileges. None of them is a
 * source (FILE, URL, S3, REMOTE, MYSQL …), so every table function and table engine that reads or
 * writes the machine's files or the network is refused with ACCESS_DENIED; dictionaries are left
 * out because their sources are checked by no privilege. Settings that name files are constants.
 * Two holes stay that privileges do not cover, and {@link Engine} and {@link StatementGuard} close
 * them: the scalar function {@code file()}, and INTO OUTFILE and FROM INFILE.
 */
final class EngineAccess {

  private static final List<String> PRIVILEGES =
      List.of(
          "SHOW",
          "SELECT",
          "INSERT",
          "ALTER TABLE",
          "ALTER VIEW",
          "CREATE DATABASE",
          "CREATE TABLE",
          "CREATE VIEW",
          "CREATE TEMPORARY TABLE",
          "CREATE ARBITRARY TEMPORARY TABLE",
          "DROP DATABASE",
          "DROP TABLE",
          "DROP VIEW",
          "UNDROP TABLE",
          "TRUNCATE",
          "OPTIMIZE",
          "CHECK",
          "KILL QUERY",
          "MOVE PARTITION BETWEEN SHARDS",
          "SYSTEM MERGES",
          "SYSTEM TTL MERGES",
          "SYSTEM VIEWS",
          "SYSTEM FLUSH",
          "SYSTEM DROP CACHE",
          "SYSTEM SYNC TRANSACTION LOG");

  /** Engines of tables and databases whose data is all in the data folder or in memory. */
  private static final List<String> TABLE_ENGINES =
      List.of(
          "MergeTree",
          "ReplacingMergeTree",
          "SummingMergeTree",
          "AggregatingMergeTree",
          "CollapsingMergeTree",
          "VersionedCollapsingMergeTree",
          "CoalescingMergeTree",
          "Memory",
          "Log",
          "TinyLog",
          "StripeLog",
          "Null",
          "Set",
          "Join",
          "Buffer",
          "Merge",
          "View",
          "MaterializedView",
          "GenerateRandom",
          "Atomic");

  /** Settings whose value is a file that the engine would read, or that change the language. */
  private static final List<String> CONSTANTS =
      List.of(
          "format_schema",
          "format_template_resultset",
          "format_template_row",
          "dialect",
          "merge_tree_disk",
          "merge_tree_storage_policy");

  private final Path folder;
  private final boolean allowFiles;

  /**
   * @param folder where the two configuration files are written; it is created
   * @param allowFiles whether statements may read and write files and the network
   */
  EngineAccess(Path folder, boolean allowFiles) {
    this.folder = folder;
    this.allowFiles = allowFiles;
  }

  /** Writes the configuration and gives the engine's arguments that make it use it. */
  List<String> write() throws IOException {
    Files.createDirectories(folder);
    Path server = folder.resolve("server.xml");
    Path users = folder.resolve("users.xml");
    Files.writeString(server, serverConfiguration());
    Files.writeString(users, usersConfiguration());
    return List.of("--config-file=" + server, "--users_config=" + users);
  }

  /** Small caches and pools: the stack shares a laptop with its user. */
  private static String serverConfiguration() {
    return """
        <clickhouse>
          <access_control_improvements>
            <table_engines_require_grant>true</table_engines_require_grant>
          </access_control_improvements>
          <mark_cache_size>67108864</mark_cache_size>
          <index_mark_cache_size>16777216</index_mark_cache_size>
          <primary_index_cache_size>67108864</primary_index_cache_size>
          <uncompressed_cache_size>0</uncompressed_cache_size>
          <mmap_cache_size>100</mmap_cache_size>
          <background_pool_size>4</background_pool_size>
          <background_schedule_pool_size>8</background_schedule_pool_size>
          <max_server_memory_usage_to_ram_ratio>0.5</max_server_memory_usage_to_ram_ratio>
        </clickhouse>
        """;
  }

  private String usersConfiguration() {
    StringBuilder xml = new StringBuilder("<clickhouse>\n<profiles><default>\n");
    xml.append("<implicit_select>0</implicit_select>\n");
    if (!allowFiles) {
      xml.append("<constraints>\n");
      for (String setting : CONSTANTS) {
        xml.append("<%s><const/></%s>\n".formatted(setting, setting));
      }
      xml.append("</constraints>\n");
    }
    xml.append("</default></profiles>\n<users><default>\n");
    xml.append("<password></password>\n<networks><ip>::/0</ip></networks>\n");
    xml.append("<profile>default</profile>\n<quota>default</quota>\n");
    if (!allowFiles) {
      xml.append("<grants>\n");
      xml.append("<query>GRANT %s ON *.*</query>\n".formatted(String.join(", ", PRIVILEGES)));
      for (String engine : TABLE_ENGINES) {
        xml.append("<query>GRANT TABLE ENGINE ON %s</query>\n".formatted(engine));
      }
      xml.append("</grants>\n");
    }
    xml.append("</default></users>\n<quotas><default></default></quotas>\n</clickhouse>\n");
    return xml.toString();
  }
}
