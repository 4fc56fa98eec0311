package dev.faultline.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.faultline.cli.publishers.PublisherJson;
import dev.faultline.cli.publishers.PublisherRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What a check-up has found, for programs: one object that has only what was looked at. */
public final class DoctorReport {

  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final ObjectNode report = JSON.createObjectNode();

  /**
   * What of an audit is told.
   *
   * @param recomputed instants that are what the raw rows give
   * @param waiting instants that could not be recomputed yet
   * @param difference the first one
   */
  public record Audited(int recomputed, int waiting, String difference) {}

  public void findings(List<Finding> findings) {
    report.put("in_order", findings.stream().allMatch(Finding::inOrder));
    report.set("checks", JSON.valueToTree(findings));
  }

  /** Those that are open. */
  public void publishers(List<PublisherRow> open) {
    try {
      report.set("publishers", JSON.readTree(PublisherJson.of(open)));
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON cannot be read", e);
    }
  }

  public void failingFeeds(List<FailingFeeds.Failing> feeds) {
    report.set("failing_feeds", JSON.valueToTree(feeds));
  }

  public void spellings(List<Spellings.Unknown> unknown) {
    report.set("spellings", JSON.valueToTree(unknown));
  }

  public void spellingsOfIncidents(List<Spellings.UnknownOfIncidents> unknown) {
    report.set("spellings_of_incidents", JSON.valueToTree(unknown));
  }

  /** How an audit went; the seed is that of a sample. */
  public void audited(long seed, int recomputed, int waiting, Optional<String> difference) {
    ObjectNode audit = JSON.valueToTree(new Audited(recomputed, waiting, difference.orElse(null)));
    report.set("audit", audit.put("seed", seed));
  }

  /** On several lines. */
  public String text() {
    return report.toPrettyString();
  }
}
