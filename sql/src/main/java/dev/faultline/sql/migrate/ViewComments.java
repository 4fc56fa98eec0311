package dev.faultline.sql.migrate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of views mean. A column that a view takes over from a table under its name means
 * the same there, so its comment stands once, at the table. What a view computes is explained at
 * the top of its file, in lines {@code -- name: meaning.} under {@code -- Columns:}.
 */
public final class ViewComments {

  private static final Pattern ENTRY = Pattern.compile("--   ([a-z0-9_]+): (.+)");
  private static final Pattern HEADING = Pattern.compile("-- Columns(?: as of ([a-z0-9_]+))?:");

  private final Map<String, RepeatableView> views = new HashMap<>();
  private final Map<String, Map<String, String>> tables;

  /**
   * @param tables the comments of tables' columns, by table and column
   */
  ViewComments(List<RepeatableView> views, Map<String, Map<String, String>> tables) {
    views.forEach(view -> this.views.put(view.name(), view));
    this.tables = tables;
  }

  /** Of the views that come with this build. */
  public static ViewComments bundled(Map<String, Map<String, String>> tables) {
    return new ViewComments(BundledScripts.all().views(), tables);
  }

  /** Empty if nobody explained it. */
  public Optional<String> of(String view, String column) {
    return find(view, column, new HashSet<>());
  }

  private Optional<String> find(String name, String column, Set<String> seen) {
    if (!seen.add(name)) {
      return Optional.empty();
    }
    RepeatableView view = views.get(name);
    if (view == null) {
      return Optional.ofNullable(tables.getOrDefault(name, Map.of()).get(column));
    }
    Block block = Block.of(view);
    String own = block.comments().get(column);
    if (own != null) {
      return Optional.of(own);
    }
    List<String> sources = new ArrayList<>();
    block.sameAs().ifPresent(sources::add);
    sources.addAll(view.reads());
    return sources.stream()
        .map(read -> find(read, column, seen))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The lines at the top of a view's file. */
  private record Block(Map<String, String> comments, Optional<String> sameAs) {

    static Block of(RepeatableView view) {
      Map<String, String> comments = new HashMap<>();
      Optional<String> sameAs = Optional.empty();
      boolean within = false;
      for (String line : view.template().lines().toList()) {
        Matcher heading = HEADING.matcher(line);
        Matcher entry = ENTRY.matcher(line);
        if (heading.matches()) {
          within = true;
          sameAs = Optional.ofNullable(heading.group(1));
        } else if (within && entry.matches()) {
          comments.put(entry.group(1), entry.group(2));
        } else {
          within = false;
        }
      }
      return new Block(comments, sameAs);
    }
  }
}
