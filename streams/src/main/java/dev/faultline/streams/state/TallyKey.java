package dev.faultline.streams.state;

import dev.faultline.schemas.Population;

/** The key of a tally in its store: network/layer/band/dimension/entity. */
public record TallyKey(Population population, int band, int dimension, String entity) {

  public String text() {
    return population.nodeKey(band + "/" + dimension + "/" + entity);
  }

  public static TallyKey parse(String text) {
    Population population = Population.parse(text);
    // the entity may itself have slashes, so at most three parts
    String[] parts = text.substring(population.nodeKey("").length()).split("/", 3);
    return new TallyKey(
        population, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[2]);
  }
}
