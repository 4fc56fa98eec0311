package dev.faultline.api.index;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The weakest part of a population, in words. */
public final class WeakestInWords {

  private static final Pattern COMPONENT = Pattern.compile("(margin|diversity)\\((\\w+)\\)");

  private static final Map<String, String> PLURALS =
      Map.of("country", "countries", "provider", "providers", "site", "sites");

  private WeakestInWords() {}

  /** Such as "one country, Germany, holds 30.0 %"; why there is no index where there is none. */
  public static String of(PopulationIndex population) {
    String weakest = population.weakest();
    if (population.index() == null || weakest == null) {
      return "no index: " + (population.nullReason() == null ? "–" : population.nullReason());
    }
    Matcher component = COMPONENT.matcher(weakest);
    if (component.matches()) {
      DimensionMeasures measures = population.dimensions().get(component.group(2));
      return measures == null
          ? weakest + " " + Figures.decimals(population.weakestValue(), 3)
          : ofDimension(component.group(1), measures);
    }
    return switch (weakest) {
      case "availability" ->
          Figures.percent(1 - population.weakestValue()) + " of it does not answer";
      case "headroom" ->
          Figures.percent(population.exposure().get("major").high())
              + " of it may be in open outages";
      default -> weakest + " " + Figures.decimals(population.weakestValue(), 3);
    };
  }

  private static String ofDimension(String part, DimensionMeasures measures) {
    if (part.equals("margin")) {
      return "one %s, %s, holds %s"
          .formatted(
              measures.dimension(),
              entity(measures.dimension(), measures.largest()),
              Figures.percent(measures.share()));
    }
    return "as few as %s equal %s"
        .formatted(
            Figures.decimals(measures.effective(), 1),
            PLURALS.getOrDefault(measures.dimension(), measures.dimension() + "s"));
  }

  /** A country by its name; anything else by its id. */
  public static String entity(String dimension, String id) {
    if (!dimension.equals("country") || id == null) {
      return id;
    }
    String name = new Locale.Builder().setRegion(id).build().getDisplayCountry(Locale.ENGLISH);
    return name.isEmpty() ? id : name;
  }
}
