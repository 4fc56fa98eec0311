package dev.faultline.snapshot.compare;

import dev.faultline.snapshot.compare.PopulationChange.CoefficientChange;
import dev.faultline.snapshot.compare.PopulationChange.ComponentMove;
import dev.faultline.snapshot.compare.PopulationChange.IndexChange;
import dev.faultline.snapshot.compare.PopulationChange.NodeChange;
import dev.faultline.snapshot.compare.PopulationChange.ShareMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes in plain sentences, the most important first. */
public final class ChangeText {

  private static final int MOST_DECIMALS = 6;

  private ChangeText() {}

  /** Sentences about a population, without its name. */
  public static List<String> of(PopulationChange change) {
    List<String> sentences = new ArrayList<>();
    change.index().ifPresent(each -> sentences.add(index(each)));
    change
        .haltingBegan()
        .forEach(each -> sentences.add("One %s alone would halt it now.".formatted(each)));
    change
        .haltingEnded()
        .forEach(each -> sentences.add("No single %s would halt it any more.".formatted(each)));
    change.coefficients().forEach(each -> sentences.add(coefficient(each)));
    change.shares().forEach(each -> sentences.add(share(each)));
    change
        .nodes()
        .filter(each -> each.joined() + each.left() > 0)
        .ifPresent(each -> sentences.add(nodes(each)));
    return sentences;
  }

  private static String index(IndexChange change) {
    if (change.before() == null) {
      return "It has a resilience index now: %s.".formatted(number(change.after()));
    }
    if (change.after() == null) {
      return "It has no resilience index any more; it was %s.".formatted(number(change.before()));
    }
    String verb = change.after() > change.before() ? "rose" : "fell";
    String why = change.why().map(ChangeText::why).orElse("");
    int decimals = decimals(change.before(), change.after());
    return "The resilience index %s from %s to %s%s."
        .formatted(
            verb, rounded(change.before(), decimals), rounded(change.after(), decimals), why);
  }

  private static String why(ComponentMove move) {
    int decimals = decimals(move.before() * 100, move.after() * 100);
    return ", most of all because %s went from %s %% to %s %%"
        .formatted(
            component(move.component()),
            rounded(move.before() * 100, decimals),
            rounded(move.after() * 100, decimals));
  }

  private static String component(String name) {
    return switch (name) {
      case "margin(provider)" -> "the margin to a halt by one provider";
      case "margin(site)" -> "the margin to a halt by one site";
      case "margin(country)" -> "the margin to a halt by one country";
      case "diversity(provider)" -> "the diversity of providers";
      case "headroom" -> "the headroom beside open incidents";
      default -> name;
    };
  }

  private static String coefficient(CoefficientChange change) {
    return "It takes %s %s to halt it; it took %s."
        .formatted(
            count(change.after()),
            change.after() != null && change.after() == 1
                ? change.dimension()
                : plural(change.dimension()),
            count(change.before()));
  }

  private static String share(ShareMove move) {
    return "%s %s went from %s to %s (%+.1f points)."
        .formatted(
            capital(move.dimension()),
            move.entity(),
            percent(move.before()),
            percent(move.after()),
            move.by() * 100);
  }

  private static String nodes(NodeChange change) {
    return "%,d nodes joined%s and %,d left%s."
        .formatted(
            change.joined(),
            named(change.largestJoined()),
            change.left(),
            named(change.largestLeft()));
  }

  private static String named(List<String> nodes) {
    return nodes.isEmpty() ? "" : " (the heaviest: " + String.join(", ", nodes) + ")";
  }

  private static String count(Integer value) {
    return value == null ? "an unknown number of" : value.toString();
  }

  /** Name of a dimension for several. */
  public static String plural(String dimension) {
    return switch (dimension) {
      case "country" -> "countries";
      case "asn" -> "autonomous systems";
      default -> dimension + "s";
    };
  }

  private static String capital(String dimension) {
    return dimension.equals("asn")
        ? "Network"
        : dimension.substring(0, 1).toUpperCase(Locale.ROOT) + dimension.substring(1);
  }

  /** As few as show that two numbers differ. */
  private static int decimals(double before, double after) {
    int decimals = 1;
    while (decimals < MOST_DECIMALS && rounded(before, decimals).equals(rounded(after, decimals))) {
      decimals++;
    }
    return decimals;
  }

  private static String rounded(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** An index, to one decimal. */
  public static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A fraction, as people read it. */
  public static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f %%", fraction * 100);
  }
}
