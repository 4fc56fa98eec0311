package dev.faultline.bench.pipeline;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * A file of observations: each node is seen every 15 s, and one sighting in 500 finds it changed.
 *
 * @param network its name
 * @param nodes how many
 * @param rounds how often each is seen
 */
record Recorded(String network, int nodes, int rounds) {

  static final Instant START = Instant.parse("2025-10-20T00:00:00Z");

  private static final int ROUND_MILLIS = 15_000;
  private static final String[] PROVIDERS = {"aws", "gcp", "hetzner", "ovh", "latitude", "azure"};

  long observations() {
    return (long) nodes * rounds;
  }

  /** The last T that is closed once all of it has been published. */
  Instant lastAt() {
    long end = (long) rounds * ROUND_MILLIS;
    return START.plusMillis(end / 60_000 * 60_000 - 60_000);
  }

  Path write(Path folder) throws IOException {
    Path file = folder.resolve(network + ".ndjson");
    Random random = new Random(7);
    int[] provider = new int[nodes];
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int round = 0; round < rounds; round++) {
        for (int node = 0; node < nodes; node++) {
          if (round == 0 || random.nextInt(500) == 0) {
            provider[node] = random.nextInt(PROVIDERS.length);
          }
          out.write(line(node, round, PROVIDERS[provider[node]]));
        }
      }
    }
    return file;
  }

  private String line(int node, int round, String provider) {
    long at = (long) round * ROUND_MILLIS + 1 + (long) node * (ROUND_MILLIS - 1) / nodes;
    return "{\"network\":\""
        + network
        + "\",\"layer\":\"consensus\",\"node_id\":\"8QvnEv1NgJaXy7wVvKz9o5dRfLr3pTnHj"
        + node
        + "\",\"observed_at\":\""
        + START.plusMillis(at)
        + "\",\"status\":\"up\",\"ip\":\"52.1."
        + node / 250 % 250
        + "."
        + node % 250
        + "\",\"provider\":\""
        + provider
        + "\",\"region\":\"region-"
        + node % 9
        + "\",\"country\":\"DE\",\"operator\":\"operator-"
        + node / 3
        + "\",\"client\":\"agave\",\"client_version\":\"2.3.8\",\"weight\":"
        + (1_000_000_000L + node * 7919L)
        + "}\n";
  }
}
