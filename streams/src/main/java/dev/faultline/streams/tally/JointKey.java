package dev.faultline.streams.tally;

import dev.faultline.schemas.Dimension;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node is in several dimensions at once, as the entity of a tally. Sums over several
 * entities that fail together need it: a node of two of them is lost once.
 *
 * <p>The text has, for each of {@link #DIMENSIONS}, the length of the entity's id, a colon and the
 * id; a hyphen where it is unknown. So it is unambiguous whatever an id is made of. It stands in
 * state: a change of the dimensions or of the text needs a {@link #CODE} of its own.
 */
public final class JointKey {

  /** The number under which joint tallies are kept; see {@link DimensionCode}. */
  public static final int CODE = 10;

  /** The dimensions, in the order of the text. */
  public static final List<Dimension> DIMENSIONS =
      List.of(
          Dimension.PROVIDER,
          Dimension.REGION,
          Dimension.COUNTRY,
          Dimension.CLIENT,
          Dimension.OPERATOR,
          Dimension.HOSTING);

  private static final char UNKNOWN = '-';
  private static final char LENGTH_END = ':';

  private JointKey() {}

  /**
   * The key of a node.
   *
   * @param entities by {@link DimensionCode}; null is unknown
   */
  public static String of(List<String> entities) {
    StringBuilder text = new StringBuilder();
    for (Dimension dimension : DIMENSIONS) {
      String entity = entities.get(DimensionCode.of(dimension));
      if (entity == null) {
        text.append(UNKNOWN);
      } else {
        text.append(entity.length()).append(LENGTH_END).append(entity);
      }
    }
    return text.toString();
  }

  /**
   * The ids, in the order of {@link #DIMENSIONS}; null is unknown.
   *
   * @throws IllegalArgumentException if that is no key
   */
  public static List<String> entities(String key) {
    List<String> entities = new ArrayList<>(DIMENSIONS.size());
    int at = 0;
    while (entities.size() < DIMENSIONS.size()) {
      if (at < key.length() && key.charAt(at) == UNKNOWN) {
        entities.add(null);
        at++;
      } else {
        int colon = key.indexOf(LENGTH_END, at);
        int end = colon < 0 ? -1 : colon + 1 + Integer.parseInt(key.substring(at, colon));
        if (colon < 0 || end <= colon || end > key.length()) {
          throw new IllegalArgumentException("is no joint key: " + key);
        }
        entities.add(key.substring(colon + 1, end));
        at = end;
      }
    }
    return entities;
  }
}
