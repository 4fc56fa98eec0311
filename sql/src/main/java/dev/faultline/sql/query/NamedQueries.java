package dev.faultline.sql.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The queries that come with this build: the files of {@code sql/queries} that its LIST names. */
public final class NamedQueries {

  private static final String FOLDER = "/dev/faultline/sql/queries/";

  private final Map<String, NamedQuery> byName = new TreeMap<>();

  private NamedQueries() {}

  /** Reads them. */
  public static NamedQueries bundled() {
    NamedQueries queries = new NamedQueries();
    read("LIST")
        .lines()
        .map(file -> file.replace(".sql", ""))
        .forEach(name -> queries.byName.put(name, QueryFile.parse(name, read(name + ".sql"))));
    return queries;
  }

  /** By name. */
  public Collection<NamedQuery> all() {
    return byName.values();
  }

  /** Empty if there is none of that name. */
  public Optional<NamedQuery> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private static String read(String file) {
    try (InputStream in = NamedQueries.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + file + " is not packaged in this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
