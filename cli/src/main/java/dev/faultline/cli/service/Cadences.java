package dev.faultline.cli.service;

import dev.faultline.ingest.watermark.Cadence;
import dev.faultline.schemas.Population;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.network.PopulationRules;
import java.time.Duration;
import java.util.function.Function;

/** When the slots of each population close, by its rules. */
public final class Cadences {

  private Cadences() {}

  public static Function<Population, Cadence> of(Networks networks) {
    return population -> {
      PopulationRules rules = networks.rules(population);
      return new Cadence(
          Duration.ofMillis(rules.stepMillis()),
          Duration.ofMillis(rules.graceMillis()),
          Duration.ofMillis(rules.publisherLagMillis()),
          Duration.ofMillis(rules.longestWindowMillis()),
          rules.isDefault());
    };
  }
}
