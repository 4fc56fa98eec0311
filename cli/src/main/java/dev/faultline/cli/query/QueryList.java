package dev.faultline.cli.query;

import dev.faultline.sql.query.NamedQuery;
import dev.faultline.sql.query.QueryParameter;
import java.util.Collection;

/** The queries of a build for people. */
public final class QueryList {

  private QueryList() {}

  /** Each with its question, and a line for each parameter. */
  public static String of(Collection<NamedQuery> queries) {
    StringBuilder text = new StringBuilder();
    for (NamedQuery query : queries) {
      text.append("%s%n    %s%n".formatted(query.name(), query.question()));
      for (QueryParameter parameter : query.parameters()) {
        text.append(
            "      %s%s  %s%n"
                .formatted(
                    parameter.name(),
                    parameter
                        .defaultValue()
                        .map(value -> "=" + (value.isEmpty() ? "''" : value))
                        .orElse(" (needed)"),
                    parameter.meaning()));
      }
    }
    return text.toString();
  }
}
