package dev.faultline.sql.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which views are to be created or replaced, and in which order: one that another reads
 * comes first.
 *
 * <p>ClickHouse fixes the columns of a view when it is created. So a view is also stale when a
 * table that it reads was altered, or a view that it reads changed: its checksum covers the scripts
 * of all that it stands on.
 */
final class ViewPlan {

  /**
   * A view in its turn.
   *
   * @param checksum of its text and of all that it stands on
   */
  record Step(RepeatableView view, String checksum) {}

  /** Changes with what is done to a view beside its text, so that all are created again. */
  private static final String APPLIED_AS = "columns explained, views inlined\n";

  private final Map<String, RepeatableView> views = new TreeMap<>();
  private final List<Migration> migrations;
  private final Map<String, Step> steps = new LinkedHashMap<>();

  private ViewPlan(List<RepeatableView> views, List<Migration> migrations) {
    views.forEach(view -> this.views.put(view.name(), view));
    this.migrations = migrations;
  }

  /**
   * Every view, those that others read first.
   *
   * @throws MigrationException if views read each other in a circle
   */
  static List<Step> all(List<RepeatableView> views, List<Migration> migrations)
      throws MigrationException {
    ViewPlan plan = new ViewPlan(views, migrations);
    for (RepeatableView view : plan.views.values()) {
      plan.add(view, new ArrayList<>());
    }
    return List.copyOf(plan.steps.values());
  }

  /**
   * @param applied the checksum that each view had when it was applied, by name
   * @param present the views that the database has
   * @return those to be created or replaced, in order
   */
  static List<Step> pending(List<Step> all, Map<String, String> applied, Set<String> present) {
    return all.stream()
        .filter(
            step ->
                !present.contains(step.view().name())
                    || !step.checksum().equals(applied.get(step.view().name())))
        .toList();
  }

  private String add(RepeatableView view, List<String> path) throws MigrationException {
    Step done = steps.get(view.name());
    if (done != null) {
      return done.checksum();
    }
    if (path.contains(view.name())) {
      throw new MigrationException("views read each other in a circle: " + path);
    }
    path.add(view.name());
    StringBuilder text = new StringBuilder(APPLIED_AS).append(view.template());
    for (String name : view.reads()) {
      RepeatableView other = views.get(name);
      text.append('\n').append(name).append(' ');
      text.append(other == null ? scriptsOf(name) : add(other, path));
    }
    path.remove(view.name());
    String checksum = Checksum.of(text.toString());
    steps.put(view.name(), new Step(view, checksum));
    return checksum;
  }

  private String scriptsOf(String table) {
    StringBuilder checksums = new StringBuilder();
    for (Migration migration : migrations) {
      if (migration.template().contains("{database}." + table + " ")) {
        checksums.append(migration.checksum());
      }
    }
    return checksums.toString();
  }
}
