package dev.faultline.streams.stress;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scenarios in force: those that ship, and an operator's own over them. */
public final class Scenarios {

  private static final String TABLE = "scenarios.yaml";

  private final List<Scenario> all;

  private Scenarios(List<Scenario> all) {
    this.all = List.copyOf(all);
  }

  /** Loads the table that ships with the product. */
  public static Scenarios load() {
    try (InputStream table = Scenarios.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("this build lacks its table " + TABLE);
      }
      return new Scenarios(ScenarioFile.read(TABLE, table));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * Loads the table that ships with the product, and an operator's own over it: a scenario of that
   * one takes the place of the shipped one of its name, or is one more.
   *
   * @throws IllegalArgumentException naming file, scenario and field of the first mistake
   * @throws UncheckedIOException naming the file, if it cannot be read
   */
  public static Scenarios load(Path own) {
    Map<String, Scenario> both = new LinkedHashMap<>();
    load().all.forEach(scenario -> both.put(scenario.name(), scenario));
    try (InputStream yaml = Files.newInputStream(own)) {
      ScenarioFile.read(own.toString(), yaml)
          .forEach(scenario -> both.put(scenario.name(), scenario));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "there is no readable file of scenarios '" + own + "'", unreadable);
    }
    return new Scenarios(List.copyOf(both.values()));
  }

  /** All of them, in the order of the tables. */
  public List<Scenario> all() {
    return all;
  }
}
