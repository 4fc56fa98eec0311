package dev.faultline.cli.top;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Populations as JSON: an array of objects with the names of the columns in ClickHouse. Shares are
 * 0 to 1, times UTC, {@code age_s} seconds; null is undefined.
 */
public final class TopJson {

  private TopJson() {}

  /** An object a population. */
  public static String of(List<PopulationIndex> populations, Instant now) throws IOException {
    return write(
        json -> {
          for (PopulationIndex population : populations) {
            json.writeStartObject();
            index(population, now, json);
            json.writeEndObject();
          }
        });
  }

  /** The same objects, with dimensions, shares, open incidents and scenarios. */
  public static String ofDetails(List<PopulationDetails> populations, Instant now)
      throws IOException {
    return write(
        json -> {
          for (PopulationDetails details : populations) {
            json.writeStartObject();
            index(details.population(), now, json);
            dimensions(details.population(), json);
            shares(details.shares(), json);
            incidents(details.incidents(), json);
            scenarios(details, json);
            json.writeEndObject();
          }
        });
  }

  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private static String write(Content content) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      content.write(json);
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void index(PopulationIndex population, Instant now, JsonGenerator json)
      throws IOException {
    json.writeStringField("network", population.network());
    json.writeStringField("layer", population.layer());
    json.writeStringField("at", population.at().toString());
    json.writeNumberField("age_s", Duration.between(population.at(), now).toSeconds());
    json.writeNumberField("window_s", population.windowSeconds());
    json.writeStringField("weighting", population.weighting());
    json.writeNumberField("live_nodes", population.liveNodes());
    json.writeNumberField("down_nodes", population.downNodes());
    json.writeNumberField("silent_nodes", population.silentNodes());
    number("availability", population.availability(), json);
    number("resilience_index", population.index(), json);
    interval("index", population.interval(), json);
    json.writeStringField("weakest", population.weakest());
    number("weakest_value", population.weakestValue(), json);
    json.writeStringField("weakest_in_words", WeakestInWords.of(population));
    json.writeStringField("null_reason", population.nullReason());
    json.writeArrayFieldStart("halting");
    for (String dimension : population.halting()) {
      json.writeString(dimension);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("nakamoto");
    for (DimensionMeasures each : population.dimensions().values()) {
      count(each.dimension(), each.nakamoto(), json);
    }
    json.writeEndObject();
    json.writeNumberField("open_incidents", population.openIncidents());
    for (Map.Entry<String, Interval> exposure : population.exposure().entrySet()) {
      interval("exposure_" + exposure.getKey(), exposure.getValue(), json);
    }
  }

  private static void dimensions(PopulationIndex population, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("dimensions");
    for (DimensionMeasures each : population.dimensions().values()) {
      json.writeStartObject();
      json.writeStringField("dimension", each.dimension());
      json.writeNumberField("entities", each.entities());
      count("nakamoto_liveness", each.nakamoto(), json);
      count("nakamoto_liveness_pessimistic", each.pessimistic(), json);
      number("hhi", each.hhi(), json);
      number("effective_entities", each.effective(), json);
      json.writeStringField("top_entity", each.largest());
      number("top1", each.share(), json);
      number("coverage", each.coverage(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void shares(List<EntityShare> shares, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("entity_shares");
    for (EntityShare each : shares) {
      json.writeStartObject();
      json.writeStringField("dimension", each.dimension());
      json.writeNumberField("rank", each.rank());
      json.writeStringField("entity", each.entity());
      json.writeNumberField("nodes", each.nodes());
      json.writeNumberField("share", each.share());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void incidents(List<OpenIncident> incidents, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("incidents");
    for (OpenIncident each : incidents) {
      json.writeStartObject();
      json.writeStringField("provider", each.provider());
      json.writeStringField("regions", each.regions());
      json.writeStringField("severity", each.severity());
      json.writeStringField("status", each.status());
      json.writeStringField("begins_at", each.beginsAt().toString());
      json.writeStringField("title", each.title());
      number("share", each.share(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void scenarios(PopulationDetails details, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("stress");
    for (ScenarioLoss each : details.scenarios()) {
      json.writeStartObject();
      json.writeStringField("scenario", each.scenario());
      interval("lost", each.lost(), json);
      json.writeStringField("halts", each.halts());
      json.writeNumberField("survivors_nodes", each.survivors());
      json.writeObjectFieldStart("survivors_nakamoto");
      count("provider", each.byProvider(), json);
      count("country", each.byCountry(), json);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("joint_nakamoto");
    if (details.joint().isPresent()) {
      JointHalt joint = details.joint().get();
      count("lower", joint.lower(), json);
      count("upper", joint.upper(), json);
      json.writeArrayFieldStart("entities");
      for (String entity : joint.entities()) {
        json.writeString(entity);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void interval(String name, Interval interval, JsonGenerator json)
      throws IOException {
    number(name + "_low", interval.low(), json);
    number(name + "_high", interval.high(), json);
  }

  private static void number(String name, Double value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }

  private static void count(String name, Integer value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, value);
    }
  }
}
