package dev.faultline.streams.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.providers.Digest;
import dev.faultline.streams.enrich.RegionTable.Region;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Collects the prefixes of published files. What a provider calls global has no region. */
final class RegionFiles {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GZIP_FIRST_BYTE = 0x1f;
  private static final String AZURE_REGION_TAG = "AzureCloud.";

  private final MessageDigest digest = Digest.start();
  private final NestedPrefixes prefixes = new NestedPrefixes();
  private final Map<Region, Integer> numbers = new HashMap<>();

  /** Regions that Azure's file of address ranges spells otherwise than its API. */
  private static final Map<String, String> AZURE_REGIONS =
      Map.ofEntries(
          Map.entry("brazilne", "brazilnortheast"),
          Map.entry("brazilse", "brazilsoutheast"),
          Map.entry("centralfrance", "francecentral"),
          Map.entry("chilec", "chilecentral"),
          Map.entry("germanyn", "germanynorth"),
          Map.entry("germanywc", "germanywestcentral"),
          Map.entry("norwaye", "norwayeast"),
          Map.entry("norwayw", "norwaywest"),
          Map.entry("southfrance", "francesouth"),
          Map.entry("switzerlandn", "switzerlandnorth"),
          Map.entry("switzerlandw", "switzerlandwest"));

  private final List<Region> regions = new ArrayList<>();

  /**
   * Adds a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException naming the file and what is wrong
   */
  void add(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      in.mark(1);
      boolean packed = in.read() == GZIP_FIRST_BYTE;
      in.reset();
      bytes = packed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
    }
    digest.update(bytes);
    JsonNode root = JSON.readTree(bytes);
    try {
      if (root.path("values").isArray()) {
        addAzure(root.path("values"));
      } else if (root.path("prefixes").isArray()) {
        addAwsOrGoogle(root);
      } else if (root.path("regions").isArray()) {
        addOracle(root.path("regions"));
      } else {
        throw new IllegalArgumentException(
            "neither AWS's ip-ranges.json nor Google's cloud.json nor Azure's ServiceTags"
                + " nor Oracle's public_ip_ranges.json");
      }
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(path + ": " + wrong.getMessage(), wrong);
    }
  }

  private void addAwsOrGoogle(JsonNode root) {
    for (JsonNode prefix : root.path("prefixes")) {
      if (prefix.has("scope")) {
        add(prefix.path("ipv4Prefix"), "gcp", prefix.path("scope").asText());
        add(prefix.path("ipv6Prefix"), "gcp", prefix.path("scope").asText());
      } else {
        add(prefix.path("ip_prefix"), "aws", prefix.path("region").asText());
      }
    }
    for (JsonNode prefix : root.path("ipv6_prefixes")) {
      add(prefix.path("ipv6_prefix"), "aws", prefix.path("region").asText());
    }
  }

  private void addOracle(JsonNode list) {
    for (JsonNode region : list) {
      for (JsonNode range : region.path("cidrs")) {
        add(range.path("cidr"), "oracle", region.path("region").asText());
      }
    }
  }

  private void addAzure(JsonNode tags) {
    for (JsonNode tag : tags) {
      if (tag.path("name").asText().startsWith(AZURE_REGION_TAG)) {
        for (JsonNode prefix : tag.path("properties").path("addressPrefixes")) {
          String region = tag.path("properties").path("region").asText();
          add(prefix, "azure", AZURE_REGIONS.getOrDefault(region, region));
        }
      }
    }
  }

  private void add(JsonNode prefix, String provider, String region) {
    if (prefix.isMissingNode() || region.isBlank() || region.equalsIgnoreCase("global")) {
      return;
    }
    Region key = new Region(provider, region);
    Integer number = numbers.get(key);
    if (number == null) {
      number = regions.size();
      regions.add(key);
      numbers.put(key, number);
    }
    prefixes.add(prefix.asText(), number);
  }

  /** What was read; nothing may be added after. */
  RegionTable table() {
    return new RegionTable(prefixes.ranges(), regions, Digest.finish(digest));
  }
}
