package dev.faultline.snapshot.page;

import dev.faultline.snapshot.compare.ChangeText;
import dev.faultline.snapshot.compare.Changes;
import dev.faultline.snapshot.compare.PopulationChange;
import dev.faultline.snapshot.describe.SnapshotFacts;
import dev.faultline.snapshot.export.WrittenFile;
import dev.faultline.snapshot.population.Inclusion.LeftOut;
import dev.faultline.snapshot.release.ReleaseName;
import dev.faultline.snapshot.summary.PopulationSummary;
import dev.faultline.snapshot.summary.PopulationSummary.Share;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The page of one snapshot: self-contained, without scripts, the news first. */
public final class SnapshotPage {

  private static final List<String> DIMENSIONS = List.of("provider", "country", "client", "asn");
  private static final int OPEN_SENTENCES = 4;

  private final StringBuilder html = new StringBuilder();

  private SnapshotPage() {}

  /**
   * Renders it.
   *
   * @param changes since the release it is compared with; empty for a first one
   */
  public static String of(
      SnapshotFacts facts,
      Collection<PopulationSummary> populations,
      Optional<ReleaseName> comparedWith,
      Optional<Changes> changes)
      throws IOException {
    SnapshotPage page = new SnapshotPage();
    page.head(facts);
    page.news(comparedWith, changes);
    page.table(populations);
    page.charts(populations);
    page.files(facts);
    page.html.append("</main></body></html>\n");
    return page.html.toString();
  }

  /** The style that all pages share. */
  static String style() throws IOException {
    try (InputStream in = SnapshotPage.class.getResourceAsStream("style.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void head(SnapshotFacts facts) throws IOException {
    html.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Faultline as of %1$s</title><style>
        %2$s</style></head><body><main>
        <header><p class="crumb"><a href="%5$sindex.html">All snapshots</a></p>
        <h1>As of %1$s</h1><p class="sub">Release %3$s. How concentrated and how resilient the machines of %4$s were.</p></header>
        """
            .formatted(
                facts.name().asOf(),
                style(),
                facts.name().label(),
                populations(facts.selection().included().size()),
                facts.name().number() == 1 ? "../" : "../../"));
    facts
        .reason()
        .ifPresent(
            reason ->
                html.append(
                    "<p class=\"note\">This release supersedes r%d: %s</p>\n"
                        .formatted(facts.name().number() - 1, Html.text(reason))));
  }

  private static String populations(int count) {
    return count == 1 ? "one population" : count + " populations";
  }

  private void news(Optional<ReleaseName> comparedWith, Optional<Changes> changes) {
    html.append("<section><h2>What changed</h2>\n");
    if (changes.isEmpty() || comparedWith.isEmpty()) {
      html.append("<p>This is the first snapshot here: there is nothing to compare it with.</p>");
      html.append("</section>\n");
      return;
    }
    html.append("<p class=\"sub\">Since %s.</p>\n".formatted(comparedWith.get()));
    Changes news = changes.get();
    if (news.isEmpty()) {
      html.append("<p>Nothing that is measured has changed.</p>\n");
    }
    news.added().forEach(each -> line(each, "is new here."));
    news.removed().forEach(each -> line(each, "is not in this snapshot any more."));
    news.populations().forEach(this::change);
    if (news.unchanged() > 0) {
      html.append(
          "<p class=\"sub\">%d other populations have not changed.</p>\n"
              .formatted(news.unchanged()));
    }
    html.append("</section>\n");
  }

  private void line(PopulationSummary population, String text) {
    html.append("<p><b>%s</b> %s</p>\n".formatted(Html.text(population.name()), text));
  }

  private void change(PopulationChange change) {
    List<String> sentences = ChangeText.of(change);
    String first =
        Html.text(
            String.join(" ", sentences.subList(0, Math.min(OPEN_SENTENCES, sentences.size()))));
    html.append("<p><b>%s</b> %s".formatted(Html.text(change.after().name()), first));
    if (sentences.size() > OPEN_SENTENCES) {
      html.append(
          " <span class=\"sub\">%s</span>"
              .formatted(
                  Html.text(
                      String.join(" ", sentences.subList(OPEN_SENTENCES, sentences.size())))));
    }
    html.append("</p>\n");
  }

  private void table(Collection<PopulationSummary> populations) {
    html.append(
        """
        <section><h2>Networks</h2><div class="scroll"><table><thead><tr>
        <th>Network</th><th class="n">Nodes</th><th>Resilience index</th><th>Weakest</th>\
        <th class="n" title="Least number of providers that halts it">Providers to halt</th>\
        <th class="n" title="Least number of countries that halts it">Countries to halt</th>\
        <th>Largest provider</th></tr></thead><tbody>
        """);
    for (PopulationSummary each : populations) {
      html.append(
          """
          <tr><th scope="row">%s<small>%s</small></th><td class="n">%,d</td><td class="index">%s</td><td>%s</td>\
          <td class="n">%s</td><td class="n">%s</td><td>%s</td></tr>
          """
              .formatted(
                  Html.text(each.network()),
                  Html.text(each.layer()),
                  each.liveNodes(),
                  index(each),
                  weakest(each),
                  count(each, "provider"),
                  count(each, "country"),
                  largest(each)));
    }
    html.append(
        "</tbody></table></div><p class=\"sub\">The index is 0 to 100; the thin line is what the unknown can do to it. Over the longest window of each network.</p></section>\n");
  }

  private static String index(PopulationSummary population) {
    return population.index() == null
        ? "<span class=\"sub\">%s</span>"
            .formatted(
                Html.text(population.nullReason() == null ? "none" : population.nullReason()))
        : "<b>%s</b>%s".formatted(ChangeText.number(population.index()), Charts.index(population));
  }

  private static String weakest(PopulationSummary population) {
    if (population.weakest() == null) {
      return "–";
    }
    String halting =
        population.halting().isEmpty()
            ? ""
            : "<small class=\"bad\">one %s alone halts it</small>"
                .formatted(Html.text(String.join(" or one ", population.halting())));
    return Html.text(population.weakest()) + halting;
  }

  private static String count(PopulationSummary population, String dimension) {
    Integer coefficient = population.coefficients().get(dimension);
    return coefficient == null ? "–" : coefficient.toString();
  }

  private static String largest(PopulationSummary population) {
    List<Share> shares = population.shares().getOrDefault("provider", List.of());
    return shares.isEmpty()
        ? "–"
        : Html.text(shares.get(0).entity())
            + "<small>"
            + ChangeText.percent(shares.get(0).share())
            + "</small>";
  }

  private void charts(Collection<PopulationSummary> populations) {
    html.append("<section><h2>Who holds them</h2>\n");
    for (PopulationSummary each : populations) {
      html.append("<article><h3>%s</h3><div class=\"charts\">".formatted(Html.text(each.name())));
      for (String dimension : DIMENSIONS) {
        List<Share> shares = each.shares().getOrDefault(dimension, List.of());
        if (!shares.isEmpty()) {
          html.append(Charts.shares(dimension, shares));
        }
      }
      html.append("</div></article>\n");
    }
    html.append("<p class=\"sub\">Shares of the part whose place is known.</p></section>\n");
  }

  private void files(SnapshotFacts facts) {
    html.append("<section><h2>Files</h2><ul class=\"files\">\n");
    for (WrittenFile file : facts.files()) {
      html.append(
          "<li><a href=\"%1$s\">%1$s</a> %2$s <span class=\"sub\">%3$,d rows</span></li>\n"
              .formatted(file.name(), Html.text(file.file().description()), file.digest().rows()));
    }
    html.append(
        """
        </ul><p>Every column is described in <a href="datapackage.json">datapackage.json</a>, every measure in \
        <a href="methodology.md">methodology.md</a>; <a href="README.md">README.md</a> tells how to load and verify. \
        Checksums: <a href="SHA256SUMS">SHA256SUMS</a>.</p>
        """);
    for (LeftOut each : facts.selection().leftOut()) {
      html.append(
          "<p class=\"sub\">%s is left out: %s.</p>\n"
              .formatted(Html.text(each.population().name()), Html.text(each.reason())));
    }
    html.append("</section>\n");
  }
}
