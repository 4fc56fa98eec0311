package dev.faultline.api.resource;

import dev.faultline.api.http.Answer;
import dev.faultline.api.http.Arguments;
import dev.faultline.service.health.Health;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How the parts of this process are. Asks none of them, so it answers when they do not. */
public final class StatusResource {

  private final Supplier<List<Health>> parts;

  public StatusResource(Supplier<List<Health>> parts) {
    this.parts = parts;
  }

  /** Each part, and whether all work. */
  public Answer status(Arguments arguments) {
    List<Map<String, Object>> told = new ArrayList<>();
    boolean ready = true;
    for (Health part : parts.get()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("part", part.part());
      json.put("ready", part.isUp());
      json.put("problem", part.problem().orElse(null));
      json.put("since", part.since().toString());
      told.add(json);
      ready &= part.isUp();
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ready", ready);
    json.put("parts", told);
    return Answer.of(json);
  }
}
