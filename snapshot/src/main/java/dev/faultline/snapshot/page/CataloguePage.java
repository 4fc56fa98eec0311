package dev.faultline.snapshot.page;

import dev.faultline.snapshot.describe.Description;
import dev.faultline.snapshot.describe.Description.DescribedFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The page of all snapshots, the newest first. */
public final class CataloguePage {

  private static final double MEBIBYTE = 1 << 20;

  private CataloguePage() {}

  /**
   * Renders it.
   *
   * @param snapshots the oldest first
   * @param gaps reasons by instant
   */
  public static String of(List<Description> snapshots, Map<Instant, String> gaps)
      throws IOException {
    StringBuilder html =
        new StringBuilder(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Faultline index snapshots</title><style>
            %s</style></head><body><main>
            <header><h1>Index snapshots</h1><p class="sub">How concentrated and how resilient the machines of \
            decentralized networks were, instant by instant. <a href="catalog.json">catalog.json</a> lists the same.</p></header>
            <section><div class="scroll"><table><thead><tr><th>As of</th><th>Release</th><th class="n">Populations</th>\
            <th class="n">Rows</th><th class="n">MiB</th><th>Format</th><th>Why</th></tr></thead><tbody>
            """
                .formatted(SnapshotPage.style()));
    List<Description> newestFirst = new ArrayList<>(snapshots);
    Collections.reverse(newestFirst);
    newestFirst.forEach(each -> html.append(row(each)));
    html.append("</tbody></table></div></section>\n");
    if (!gaps.isEmpty()) {
      html.append("<section><h2>Gaps</h2><ul>\n");
      gaps.forEach((asOf, why) -> html.append("<li>%s: %s</li>\n".formatted(asOf, Html.text(why))));
      html.append("</ul></section>\n");
    }
    return html.append("</main></body></html>\n").toString();
  }

  private static String row(Description each) {
    long rows = each.files().values().stream().mapToLong(DescribedFile::rows).sum();
    long bytes = each.files().values().stream().mapToLong(DescribedFile::bytes).sum();
    return """
        <tr><th scope="row"><a href="%s/index.html">%s</a></th><td>%s</td><td class="n">%d</td><td class="n">%,d</td>\
        <td class="n">%.1f</td><td>%s</td><td>%s</td></tr>
        """
        .formatted(
            each.name().path(),
            each.name().asOf(),
            each.name().label(),
            each.populations().size(),
            rows,
            bytes / MEBIBYTE,
            each.format(),
            each.reason().map(Html::text).orElse(""));
  }
}
