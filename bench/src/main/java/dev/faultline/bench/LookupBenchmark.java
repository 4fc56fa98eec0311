package dev.faultline.bench;

import dev.faultline.local.Installation;
import dev.faultline.providers.Providers;
import dev.faultline.schemas.NodeStatus;
import dev.faultline.schemas.Observation;
import dev.faultline.streams.enrich.AsnTable;
import dev.faultline.streams.enrich.Cities;
import dev.faultline.streams.enrich.CountryTable;
import dev.faultline.streams.enrich.Enricher;
import dev.faultline.streams.enrich.Placed;
import dev.faultline.streams.enrich.RegionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What enrichment looks up of random addresses, in the table of ASNs that came with the build and
 * in 10,000 published ranges, beside looking the text of the address up in a hash map.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupBenchmark {

  private static final int ADDRESSES = 1 << 14;
  private static final int RANGES = 10_000;

  private final String[] addresses = new String[ADDRESSES];
  private final String[] addresses6 = new String[ADDRESSES];
  private final Observation[] observations = new Observation[ADDRESSES];
  private final Map<String, Integer> map = new HashMap<>();
  private AsnTable asns;
  private RegionTable regions;
  private Enricher enricher;
  private int next;

  /** Loads the tables, and draws addresses of which most are listed. */
  @Setup
  public void prepare() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < ADDRESSES; i++) {
      addresses[i] =
          "%d.%d.%d.%d"
              .formatted(
                  1 + random.nextInt(220),
                  random.nextInt(256),
                  random.nextInt(256),
                  random.nextInt(256));
      addresses6[i] =
          "2a0%x:%x:%x::%x"
              .formatted(
                  random.nextInt(16),
                  random.nextInt(1 << 16),
                  random.nextInt(1 << 16),
                  random.nextInt(1 << 16));
      map.put(addresses[i], i);
      observations[i] =
          Observation.newBuilder()
              .setNetwork("solana")
              .setLayer("consensus")
              .setNodeId("node-" + i)
              .setObservedAt(Instant.EPOCH)
              .setStatus(NodeStatus.UP)
              .setIp(addresses[i])
              .setCity("Frankfurt am Main")
              .setSource("bench")
              .build();
    }
    asns = AsnTable.load(Installation.find().asnTables());
    regions = regions(random);
    enricher =
        new Enricher(
            Providers.load(),
            asns,
            regions,
            CountryTable.load(CountryTable.files(Installation.find().countryTables())),
            Cities.load());
  }

  private static RegionTable regions(Random random) throws IOException {
    StringBuilder json = new StringBuilder("{\"syncToken\":\"1\",\"prefixes\":[");
    for (int i = 0; i < RANGES; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              "{\"ip_prefix\":\"%d.%d.%d.0/24\",\"region\":\"us-east-%d\",\"service\":\"AMAZON\"}"
                  .formatted(
                      1 + random.nextInt(220), random.nextInt(256), random.nextInt(256), i % 30));
    }
    Path file = Files.createTempFile("ranges", ".json");
    Files.writeString(file, json.append("],\"ipv6_prefixes\":[]}"));
    RegionTable table = RegionTable.load(List.of(file));
    Files.delete(file);
    return table;
  }

  private int next() {
    next = next + 1 & ADDRESSES - 1;
    return next;
  }

  /** The measure of the others. */
  @Benchmark
  public Integer hashMap() {
    return map.get(addresses[next()]);
  }

  /** Which system announces an IPv4 address. */
  @Benchmark
  public Long asn() {
    return asns.asn(addresses[next()]);
  }

  /** Which system announces an IPv6 address. */
  @Benchmark
  public Long asn6() {
    return asns.asn(addresses6[next()]);
  }

  /** In which region of AWS an address lies. */
  @Benchmark
  public String region() {
    return regions.region("aws", addresses[next()]);
  }

  /** All that enrichment derives of an observation. */
  @Benchmark
  public Placed place() {
    return enricher.place(observations[next()]);
  }
}
