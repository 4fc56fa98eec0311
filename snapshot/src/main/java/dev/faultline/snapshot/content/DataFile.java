package dev.faultline.snapshot.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A file of rows in a snapshot, and the table of the scratch database that it is written from. */
public enum DataFile {
  /** Measures by population, window, dimension and weighting. */
  DECENTRALIZATION(
      "decentralization",
      "How concentrated each population is, by window, dimension and weighting.",
      List.of("network", "layer", "at", "window_s", "dimension", "weighting")),
  /** Measures by population and window. */
  RESILIENCE(
      "resilience",
      "What open incidents and the loss of a largest entity put at risk, and the resilience index.",
      List.of("network", "layer", "at", "window_s", "weighting")),
  /** Losses by scenario. */
  STRESS(
      "stress",
      "What each population loses if all entities of a scenario fail together.",
      List.of("network", "layer", "at", "window_s", "weighting", "scenario")),
  /** The least number of entities of any dimension that halt a population. */
  JOINT_NAKAMOTO(
      "joint_nakamoto",
      "How many entities of any dimension together halt each population.",
      List.of("network", "layer", "at", "window_s", "weighting")),
  /** The largest entities. */
  ENTITY_SHARES(
      "entity_shares",
      "The 50 largest entities of each dimension, and the rest as one row.",
      List.of("network", "layer", "at", "window_s", "dimension", "weighting", "rank", "entity")),
  /** What incidents did. */
  IMPACT(
      "impact",
      "What each incident did to each population, as known at the instant.",
      List.of("network", "layer", "source", "incident_id", "weighting", "window_s")),
  /** What providers' feeds say of them. */
  PROVIDER_RELIABILITY(
      "provider_reliability",
      "How reliable each provider is by its own account, at the last midnight before the instant.",
      List.of("provider", "region", "window_s")),
  /** Incidents of dependants within outages of providers. */
  RIPPLE(
      "ripple",
      "Incidents of dependants that began within outages of providers.",
      List.of(
          "dependant",
          "provider",
          "finding",
          "dependant_source",
          "dependant_incident",
          "provider_source",
          "provider_incident",
          "at")),
  /** All revisions of incidents. */
  INCIDENTS(
      "incidents",
      "incident_revisions",
      "Every revision of every incident that was known at the instant.",
      List.of("source", "incident_id", "known_at", "position")),
  /** Who was counted. */
  POPULATION(
      "population",
      "snapshot_members",
      "The members of each population as counted: what the other files are computed from.",
      List.of("network", "layer", "node")),
  /** The rules. */
  NETWORKS(
      "networks",
      "The rules by which each population is measured, with citations.",
      List.of("network", "layer")),
  /** Where regions lie. */
  REGION_COUNTRIES(
      "region_countries",
      "The country of each provider's regions, with citations.",
      List.of("provider", "region"));

  private final String stem;
  private final String table;
  private final String description;
  private final List<String> key;

  DataFile(String name, String description, List<String> key) {
    this(name, name, description, key);
  }

  DataFile(String stem, String table, String description, List<String> key) {
    this.stem = stem;
    this.table = table;
    this.description = description;
    this.key = key;
  }

  /** All that have the columns of a population. */
  public static Stream<DataFile> all() {
    return Arrays.stream(values());
  }

  /** The file's name in a snapshot of this format; rules are always CSV. */
  public String fileName(FileFormat format) {
    return stem + "." + formatIn(format).extension();
  }

  /** The format of this file in a snapshot of a format. */
  public FileFormat formatIn(FileFormat format) {
    return this == NETWORKS || this == REGION_COUNTRIES ? FileFormat.CSV : format;
  }

  /** Name without the extension, which the Data Package calls it by. */
  public String stem() {
    return stem;
  }

  /** The table of the scratch database. */
  public String table() {
    return table;
  }

  /** What it holds, in a sentence. */
  public String description() {
    return description;
  }

  /** Names of the file's columns that tell rows apart, and that they are sorted by. */
  public List<String> key() {
    return key;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
