package dev.faultline.sql.migrate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema of a build.
 *
 * @param migrations the forward-only steps: tables
 * @param views what is created anew whenever it changes
 * @param former by file, the checksums under which earlier builds recorded a step that today reads
 *     otherwise or is gone
 */
record Scripts(
    List<Migration> migrations, List<RepeatableView> views, Map<String, Set<String>> former) {

  Scripts {
    migrations = List.copyOf(migrations);
    views = List.copyOf(views);
    former = Map.copyOf(former);
  }

  /** With other views in place of those of their names. */
  Scripts replacing(List<RepeatableView> others) {
    Map<String, RepeatableView> byName = new LinkedHashMap<>();
    views.forEach(view -> byName.put(view.name(), view));
    others.forEach(view -> byName.put(view.name(), view));
    return new Scripts(migrations, List.copyOf(byName.values()), former);
  }

  /** Whether a database that recorded this agrees with this build. */
  boolean isFormer(MigrationPlan.Applied applied) {
    return former.getOrDefault(applied.file(), Set.of()).contains(applied.checksum());
  }
}
