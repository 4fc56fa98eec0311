package dev.faultline.providers;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One spelling per provider: from ASNs and from the spellings of sources to canonical ids. */
public final class Providers {

  private static final String TABLE = "providers.csv";

  /** Sources repeat a few thousand spellings; a hostile one must not fill the memory. */
  private static final int MOST_REMEMBERED = 20_000;

  private final Map<String, Provider> byId = new TreeMap<>();
  private final Map<Long, ProviderName> byAsn = new HashMap<>();
  private final Map<String, ProviderName> byKey = new HashMap<>();
  private final Map<String, ProviderName> remembered = new ConcurrentHashMap<>();
  private final String version;

  private Providers(String version) {
    this.version = version;
  }

  /** Loads the table that ships with the product. */
  public static Providers load() {
    try (InputStream table = Providers.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException("this build lacks its table " + TABLE);
      }
      return read(TABLE, new String(table.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + TABLE, unreadable);
    }
  }

  /**
   * Reads a table with a header: id, name, hosting (a hosting class in lower case), asns (apart by
   * spaces), aliases (apart by semicolons), source.
   *
   * @param file what messages call it
   * @throws IllegalArgumentException naming line and column of the first mistake, such as an ASN or
   *     an alias that two providers claim
   */
  public static Providers read(String file, String csv) {
    Providers providers = new Providers(Digest.of(csv));
    try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
      for (NamedCsvRecord row : rows) {
        new ProviderRow(file, row).addTo(providers);
      }
    } catch (CsvParseException malformed) {
      throw new IllegalArgumentException(file + ": " + malformed.getMessage(), malformed);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + file, unreadable);
    }
    return providers;
  }

  /** Every provider, by id. */
  public Collection<Provider> all() {
    return List.copyOf(byId.values());
  }

  /** Twelve hex digits that change with the table's content. */
  public String version() {
    return version;
  }

  /** The provider that a spelling means: a listed one, or the spelling itself. */
  public ProviderName named(String spelling) {
    ProviderName known = remembered.get(spelling);
    if (known == null) {
      known = find(spelling);
      if (remembered.size() < MOST_REMEMBERED) {
        remembered.put(spelling, known);
      }
    }
    return known;
  }

  private ProviderName find(String spelling) {
    ProviderName listed = byKey.get(Spelling.key(spelling));
    if (listed == null) {
      listed = byKey.get(Spelling.key(Spelling.withoutRemark(spelling)));
    }
    return listed != null ? listed : new ProviderName(spelling, null);
  }

  /** The provider that an autonomous system belongs to, null if none is listed. */
  public ProviderName ofAsn(long asn) {
    return byAsn.get(asn);
  }

  /**
   * Adds a row's provider.
   *
   * @throws IllegalArgumentException if another one has its id
   */
  ProviderName add(Provider provider) {
    if (byId.putIfAbsent(provider.id(), provider) != null) {
      throw new IllegalArgumentException("a second row for this provider");
    }
    return new ProviderName(provider.id(), provider);
  }

  /** Gives an ASN to a provider; fails if it is another's. */
  void addAsn(long asn, ProviderName provider) {
    refuseIfTaken(byAsn.putIfAbsent(asn, provider), provider, "AS" + asn);
  }

  /** Gives a spelling to a provider; fails if it is another's. */
  void addSpelling(String spelling, ProviderName provider) {
    String key = Spelling.key(spelling);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("'" + spelling + "' has no letter or digit to match by");
    }
    refuseIfTaken(byKey.putIfAbsent(key, provider), provider, "'" + spelling + "'");
  }

  private static void refuseIfTaken(ProviderName owner, ProviderName claimant, String what) {
    if (owner != null && !owner.equals(claimant)) {
      throw new IllegalArgumentException(what + " already belongs to " + owner.entity());
    }
  }
}
