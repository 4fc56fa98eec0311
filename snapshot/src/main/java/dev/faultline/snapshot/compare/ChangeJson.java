package dev.faultline.snapshot.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.snapshot.summary.PopulationSummary;
import java.io.IOException;
import java.util.List;

/** Changes as JSON. Shares and components are 0 to 1, the index 0 to 100; null is undefined. */
public final class ChangeJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ChangeJson() {}

  /** An object. */
  public static String of(String before, String after, Changes changes) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("before", before);
    root.put("after", after);
    root.set("added", names(changes.added()));
    root.set("removed", names(changes.removed()));
    root.put("unchanged", changes.unchanged());
    ArrayNode populations = root.putArray("changed");
    changes.populations().forEach(each -> population(populations.addObject(), each));
    return JSON.writeValueAsString(root);
  }

  private static ArrayNode names(List<PopulationSummary> populations) {
    ArrayNode names = JSON.createArrayNode();
    populations.forEach(each -> names.add(each.name()));
    return names;
  }

  private static void population(ObjectNode node, PopulationChange change) {
    node.put("network", change.after().network());
    node.put("layer", change.after().layer());
    ObjectNode index = node.putObject("resilience_index");
    index.put("before", change.before().index());
    index.put("after", change.after().index());
    change
        .index()
        .flatMap(PopulationChange.IndexChange::why)
        .ifPresent(
            why -> {
              ObjectNode reason = index.putObject("why");
              reason.put("component", why.component());
              reason.put("before", why.before());
              reason.put("after", why.after());
            });
    change
        .nodes()
        .ifPresent(
            nodes -> {
              node.put("nodes_joined", nodes.joined());
              node.put("nodes_left", nodes.left());
              node.set("largest_joined", JSON.valueToTree(nodes.largestJoined()));
              node.set("largest_left", JSON.valueToTree(nodes.largestLeft()));
            });
    ArrayNode coefficients = node.putArray("nakamoto");
    change
        .coefficients()
        .forEach(
            each ->
                coefficients
                    .addObject()
                    .put("dimension", each.dimension())
                    .put("before", each.before())
                    .put("after", each.after()));
    ArrayNode shares = node.putArray("shares");
    change
        .shares()
        .forEach(
            each ->
                shares
                    .addObject()
                    .put("dimension", each.dimension())
                    .put("entity", each.entity())
                    .put("before", each.before())
                    .put("after", each.after()));
    node.set("halting_began", JSON.valueToTree(change.haltingBegan()));
    node.set("halting_ended", JSON.valueToTree(change.haltingEnded()));
    node.set("in_words", JSON.valueToTree(ChangeText.of(change)));
  }
}
