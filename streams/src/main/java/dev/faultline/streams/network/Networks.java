package dev.faultline.streams.network;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.faultline.schemas.Population;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rules of every population: a row of an operator's own table, else of the one that ships, else
 * the defaults.
 */
public final class Networks {

  private static final String TABLE = "networks.csv";
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final FaultRule HALF = new FaultRule(1, 2, false);
  private static final long DEFAULT_STEP_MILLIS = 60_000;
  private static final List<Integer> DEFAULT_WINDOW_SECONDS = List.of(300, 3_600, 86_400);
  private static final long DEFAULT_GRACE_MILLIS = 30_000;
  private static final long DEFAULT_PUBLISHER_LAG_MILLIS = 86_400_000;

  private final Map<Population, PopulationRules> byPopulation;

  private Networks(Map<Population, PopulationRules> byPopulation) {
    this.byPopulation = byPopulation;
  }

  /** Loads the table that ships with the product. */
  public static Networks load() {
    InputStream table = Networks.class.getResourceAsStream(TABLE);
    if (table == null) {
      throw new IllegalStateException("this build lacks its table " + TABLE);
    }
    try (Reader reader = new InputStreamReader(table, StandardCharsets.UTF_8)) {
      return read(TABLE, reader);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * Loads the table that ships with the product, and an operator's own over it: a row of that one
   * takes the place of the shipped row of its population, or adds a population.
   *
   * @param own a table as {@link #read} reads it, in UTF-8
   * @throws IllegalArgumentException naming file, line and column of the first mistake
   * @throws UncheckedIOException naming the file, if it cannot be read
   */
  public static Networks load(Path own) {
    try (Reader reader = Files.newBufferedReader(own)) {
      skipByteOrderMark(reader);
      return load().with(read(own.toString(), reader));
    } catch (IOException | UncheckedIOException unreadable) {
      throw unreadable(own, unreadable);
    }
  }

  /** Spreadsheets write one before the first column's name. */
  private static void skipByteOrderMark(Reader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
  }

  private static RuntimeException unreadable(Path own, Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new IllegalArgumentException(own + " is not UTF-8", exception);
      }
    }
    return new UncheckedIOException(
        "there is no readable file of networks '" + own + "'", new IOException(exception));
  }

  private Networks with(Networks own) {
    Map<Population, PopulationRules> both = new TreeMap<>(byPopulation);
    both.putAll(own.byPopulation);
    return new Networks(both);
  }

  /**
   * Reads a table with a header: network, layer, base_unit, liveness, safety (empty for none),
   * kind, step_s, windows_s (lengths apart by spaces), grace_s, citation; before the citation
   * columns publisher_lag_s (empty for the longest window) and node_ids (public, private; empty is
   * public) may stand.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException naming line and column of the first mistake, or that there is
   *     no row
   */
  public static Networks read(String file, Reader reader) {
    Map<Population, PopulationRules> byPopulation = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(reader)) {
      for (NamedCsvRecord row : rows) {
        if (!NetworkRow.isHeader(row.getHeader())) {
          throw new IllegalArgumentException(
              file + " line 1: columns must be " + String.join(",", NetworkRow.COLUMNS));
        }
        PopulationRules rules = new NetworkRow(file, row).rules();
        if (byPopulation.put(rules.population(), rules) != null) {
          throw new IllegalArgumentException(
              file
                  + " line "
                  + row.getStartingLineNumber()
                  + ", column layer: a second row for "
                  + rules.population().key());
        }
      }
    } catch (CsvParseException malformed) {
      throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
    if (byPopulation.isEmpty()) {
      throw new IllegalArgumentException(
          file + ": has no row; the columns are " + String.join(",", NetworkRow.COLUMNS));
    }
    return new Networks(byPopulation);
  }

  /** The population's own rules, or the defaults, which say that they are. */
  public PopulationRules rules(Population population) {
    PopulationRules own = byPopulation.get(population);
    return own != null ? own : defaults(population);
  }

  /** The rules of every population that has a row, by network and layer. */
  public Collection<PopulationRules> all() {
    return List.copyOf(byPopulation.values());
  }

  private static PopulationRules defaults(Population population) {
    return new PopulationRules(
        population,
        "undeclared",
        HALF,
        Optional.empty(),
        RuleKind.CONVENTION,
        DEFAULT_STEP_MILLIS,
        DEFAULT_WINDOW_SECONDS,
        DEFAULT_GRACE_MILLIS,
        DEFAULT_PUBLISHER_LAG_MILLIS,
        false,
        "No row for this population: half of the weight, by convention.",
        true);
  }
}
