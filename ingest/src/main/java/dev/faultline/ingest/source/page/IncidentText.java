package dev.faultline.ingest.source.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.faultline.ingest.check.NamedProviders;
import dev.faultline.ingest.check.PlainText;
import dev.faultline.schemas.Attribution;
import java.util.ArrayList;
import java.util.List;

/**
 * Which providers the text of an incident names below its title: its own words and those of its
 * updates, in the fields where pages of any make write them. What describes a component is not said
 * of the incident.
 */
public final class IncidentText {

  /** Statuspage, incident.io, Instatus, Better Stack, Slack and Status.io, in this order. */
  private static final List<String> UPDATES =
      List.of("incident_updates", "updates", "status_updates", "notes", "messages");

  private static final List<String> WORDS =
      List.of(
          "body",
          "message",
          "text",
          "description",
          "details",
          "last_update_message",
          "postmortem_body");

  private IncidentText() {}

  /**
   * Each provider once for each text that names it.
   *
   * @param incident as its page has it
   */
  public static List<Attribution> attributions(JsonNode incident) {
    List<Attribution> named = new ArrayList<>();
    words("", incident, named);
    for (String list : UPDATES) {
      JsonNode updates = incident.path(list);
      for (int i = 0; i < updates.size(); i++) {
        words(list + "[" + i + "].", updates.path(i), named);
      }
    }
    return named;
  }

  private static void words(String path, JsonNode of, List<Attribution> named) {
    for (String field : WORDS) {
      JsonNode text = of.path(field);
      if (text.isTextual()) {
        named.addAll(NamedProviders.in(path + field, PlainText.ofHtml(text.textValue())));
      }
    }
  }
}
