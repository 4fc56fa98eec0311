package dev.faultline.snapshot.page;

import dev.faultline.snapshot.compare.ChangeText;
import dev.faultline.snapshot.summary.PopulationSummary;
import dev.faultline.snapshot.summary.PopulationSummary.Share;
import java.util.List;
import java.util.Locale;

/** Charts as SVG within the page. Each tells in words what it shows. */
final class Charts {

  private static final int LARGEST = 5;
  private static final double WIDTH = 100;
  private static final double LABEL_FROM = 12;

  private Charts() {}

  /** The index as a bar of 0 to 100, with the interval that the unknown leaves. */
  static String index(PopulationSummary population) {
    if (population.index() == null) {
      return "";
    }
    double low = population.indexLow() == null ? population.index() : population.indexLow();
    double high = population.indexHigh() == null ? population.index() : population.indexHigh();
    return """
        <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="%s of 100, between %s and %s">\
        <rect class="track" width="100" height="12"/><rect class="fill" width="%s" height="12"/>\
        <rect class="whisker" x="%s" y="5" width="%s" height="2"/></svg>"""
        .formatted(
            ChangeText.number(population.index()),
            ChangeText.number(low),
            ChangeText.number(high),
            number(population.index()),
            number(low),
            number(Math.max(high - low, 0.5)));
  }

  /** The largest entities of a dimension as parts of one bar. */
  static String shares(String dimension, List<Share> shares) {
    StringBuilder parts = new StringBuilder();
    StringBuilder legend = new StringBuilder();
    double x = 0;
    int place = 1;
    for (Share share : shares.subList(0, Math.min(LARGEST, shares.size()))) {
      double width = share.share() * WIDTH;
      parts.append(
          "<rect class=\"s%d\" x=\"%s\" width=\"%s\" height=\"14\"><title>%s %s</title></rect>"
              .formatted(
                  place,
                  number(x),
                  number(width),
                  Html.text(share.entity()),
                  ChangeText.percent(share.share())));
      legend.append(
          "<li><span class=\"key s%d\"></span>%s <b>%s</b></li>"
              .formatted(place, Html.text(share.entity()), ChangeText.percent(share.share())));
      x += width;
      place++;
    }
    double rest = Math.max(0, 1 - x / WIDTH);
    if (rest * WIDTH > LABEL_FROM / WIDTH) {
      legend.append(
          "<li><span class=\"key rest\"></span>others <b>%s</b></li>"
              .formatted(ChangeText.percent(rest)));
    }
    return """
        <figure><figcaption>%s</figcaption>\
        <svg class="stack" viewBox="0 0 100 14" preserveAspectRatio="none" role="img" aria-label="Largest %s: %s">\
        <rect class="rest" width="100" height="14"/>%s</svg><ul class="legend">%s</ul></figure>"""
        .formatted(
            title(dimension),
            ChangeText.plural(dimension),
            shares.isEmpty() ? "none known" : Html.text(shares.get(0).entity()),
            parts,
            legend);
  }

  private static String title(String dimension) {
    String plural = ChangeText.plural(dimension);
    return "By " + (plural.equals("autonomous systems") ? "autonomous system" : dimension);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
