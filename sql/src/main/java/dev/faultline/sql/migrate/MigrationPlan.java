package dev.faultline.sql.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides what is left to do, from what there is and what has been done. */
final class MigrationPlan {

  /**
   * A line of {@code schema_migrations}.
   *
   * @param file the file's name when it was applied
   * @param checksum the template's checksum when it was applied
   */
  record Applied(String file, String checksum) {}

  private MigrationPlan() {}

  /**
   * @param scripts those of this build
   * @param applied what the database records, by version
   * @return those still to be applied, in order
   * @throws MigrationException naming the migration, if one that was applied has changed or is
   *     missing here, if two have one number, or if a new one comes before one that was applied
   */
  static List<Migration> pending(Scripts scripts, Map<Integer, Applied> applied)
      throws MigrationException {
    SortedMap<Integer, Migration> byVersion = new TreeMap<>();
    for (Migration migration : scripts.migrations()) {
      Migration other = byVersion.put(migration.version(), migration);
      if (other != null) {
        throw new MigrationException(
            other.file() + " and " + migration.file() + " have one number; renumber the newer");
      }
    }
    int newest = 0;
    for (Map.Entry<Integer, Applied> done : applied.entrySet()) {
      newest = Math.max(newest, done.getKey());
      check(done.getValue(), byVersion.get(done.getKey()), scripts);
    }
    List<Migration> pending = new ArrayList<>();
    for (Migration migration : byVersion.values()) {
      if (applied.containsKey(migration.version())) {
        continue;
      }
      if (migration.version() < newest) {
        throw new MigrationException(
            migration.file()
                + " is new, but a later migration has been applied already; give it a number after "
                + newest);
      }
      pending.add(migration);
    }
    return pending;
  }

  private static void check(Applied done, Migration here, Scripts scripts)
      throws MigrationException {
    if (scripts.isFormer(done) && (here == null || here.file().equals(done.file()))) {
      return;
    }
    if (here == null) {
      throw new MigrationException(
          done.file()
              + " was applied to this database but is not part of this build;"
              + " use the build that the database was last migrated with, or a newer one");
    }
    if (!here.checksum().equals(done.checksum())) {
      throw new MigrationException(
          here.file()
              + " has changed since it was applied to this database; restore it,"
              + " and put the change into a new migration");
    }
  }
}
