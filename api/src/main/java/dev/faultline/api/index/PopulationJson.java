package dev.faultline.api.index;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Populations as JSON objects with the names of the columns in ClickHouse. Shares are 0 to 1, times
 * UTC, {@code age_s} seconds; null is undefined.
 */
public final class PopulationJson {

  private PopulationJson() {}

  /**
   * A population's index.
   *
   * @param now when it is, or was
   */
  public static Map<String, Object> of(PopulationIndex population, Instant now) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", population.network());
    json.put("layer", population.layer());
    json.put("at", population.at().toString());
    json.put("age_s", Duration.between(population.at(), now).toSeconds());
    json.put("window_s", population.windowSeconds());
    json.put("weighting", population.weighting());
    json.put("live_nodes", population.liveNodes());
    json.put("down_nodes", population.downNodes());
    json.put("silent_nodes", population.silentNodes());
    json.put("availability", population.availability());
    json.put("resilience_index", population.index());
    interval("index", population.interval(), json);
    json.put("weakest", population.weakest());
    json.put("weakest_value", population.weakestValue());
    json.put("weakest_in_words", WeakestInWords.of(population));
    json.put("null_reason", population.nullReason());
    json.put("halting", population.halting());
    Map<String, Object> nakamoto = new LinkedHashMap<>();
    population
        .dimensions()
        .values()
        .forEach(each -> nakamoto.put(each.dimension(), each.nakamoto()));
    json.put("nakamoto", nakamoto);
    DimensionMeasures providers = population.dimensions().get("provider");
    json.put("big_three", providers == null ? null : providers.bigThree());
    json.put("open_incidents", population.openIncidents());
    population
        .exposure()
        .forEach((severity, share) -> interval("exposure_" + severity, share, json));
    return json;
  }

  /** The same, with dimensions, shares, open incidents and scenarios. */
  public static Map<String, Object> ofDetails(PopulationDetails details, Instant now) {
    Map<String, Object> json = of(details.population(), now);
    json.put(
        "dimensions",
        objects(
            List.copyOf(details.population().dimensions().values()), PopulationJson::dimension));
    json.put("entity_shares", objects(details.shares(), PopulationJson::share));
    json.put("incidents", objects(details.incidents(), PopulationJson::incident));
    json.put("stress", scenarios(details.scenarios()));
    json.put("joint_nakamoto", details.joint().map(PopulationJson::joint).orElseGet(Map::of));
    return json;
  }

  /** What each scenario costs. */
  public static List<Map<String, Object>> scenarios(List<ScenarioLoss> scenarios) {
    return objects(scenarios, PopulationJson::scenario);
  }

  /** The joint Nakamoto coefficient between its bounds. */
  public static Map<String, Object> joint(JointHalt joint) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lower", joint.lower());
    json.put("upper", joint.upper());
    json.put("entities", joint.entities());
    return json;
  }

  private static Map<String, Object> dimension(DimensionMeasures each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", each.dimension());
    json.put("entities", each.entities());
    json.put("nakamoto_liveness", each.nakamoto());
    json.put("nakamoto_liveness_pessimistic", each.pessimistic());
    json.put("hhi", each.hhi());
    json.put("effective_entities", each.effective());
    json.put("top_entity", each.largest());
    json.put("top1", each.share());
    json.put("coverage", each.coverage());
    json.put("big_three", each.bigThree());
    return json;
  }

  private static Map<String, Object> share(EntityShare each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("dimension", each.dimension());
    json.put("rank", each.rank());
    json.put("entity", each.entity());
    json.put("nodes", each.nodes());
    json.put("share", each.share());
    return json;
  }

  private static Map<String, Object> incident(OpenIncident each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("provider", each.provider());
    json.put("regions", each.regions());
    json.put("severity", each.severity());
    json.put("status", each.status());
    json.put("begins_at", each.beginsAt().toString());
    json.put("title", each.title());
    json.put("share", each.share());
    return json;
  }

  private static Map<String, Object> scenario(ScenarioLoss each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", each.scenario());
    interval("lost", each.lost(), json);
    json.put("halts", each.halts());
    json.put("survivors_nodes", each.survivors());
    Map<String, Object> nakamoto = new LinkedHashMap<>();
    nakamoto.put("provider", each.byProvider());
    nakamoto.put("country", each.byCountry());
    json.put("survivors_nakamoto", nakamoto);
    return json;
  }

  private static <T> List<Map<String, Object>> objects(
      List<T> values, Function<T, Map<String, Object>> json) {
    return values.stream().map(json).toList();
  }

  private static void interval(String name, Interval interval, Map<String, Object> json) {
    json.put(name + "_low", interval.low());
    json.put(name + "_high", interval.high());
  }
}
