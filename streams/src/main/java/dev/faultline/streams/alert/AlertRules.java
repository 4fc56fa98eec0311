package dev.faultline.streams.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules in force: those that ship, and an operator's own over them. */
public final class AlertRules {

  private static final String TABLE = "alerts.yaml";

  private final List<AlertRule> all;

  private AlertRules(List<AlertRule> all) {
    this.all = List.copyOf(all);
  }

  /** These, in their order. */
  static AlertRules of(List<AlertRule> rules) {
    return new AlertRules(rules);
  }

  /** No rules at all. */
  public static AlertRules none() {
    return new AlertRules(List.of());
  }

  /** The rules that ship with the product. */
  public static AlertRules load() {
    try (InputStream table = AlertRules.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("this build lacks its table " + TABLE);
      }
      return new AlertRules(AlertRuleFile.read(TABLE, table));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * The rules that ship, and an operator's own over them: one of a shipped name takes its place.
   *
   * @throws IllegalArgumentException naming file, rule and field of the first mistake
   * @throws UncheckedIOException naming the file, if it cannot be read
   */
  public static AlertRules load(Path own) {
    Map<String, AlertRule> both = new LinkedHashMap<>();
    load().all.forEach(rule -> both.put(rule.name(), rule));
    only(own).all.forEach(rule -> both.put(rule.name(), rule));
    return new AlertRules(List.copyOf(both.values()));
  }

  /** The rules of a file alone; fails as {@link #load(Path)} does. */
  public static AlertRules only(Path own) {
    try (InputStream yaml = Files.newInputStream(own)) {
      return new AlertRules(AlertRuleFile.read(own.toString(), yaml));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "there is no readable file of alert rules '" + own + "'", unreadable);
    }
  }

  /** All of them, in the order of the tables. */
  public List<AlertRule> all() {
    return all;
  }

  /** Those about a subject. */
  List<AlertRule> of(AlertSubject subject) {
    return all.stream().filter(rule -> rule.covers(subject)).toList();
  }
}
