package dev.faultline.schemas;

/**
 * The nodes that one question is asked of: a network and a layer of it.
 *
 * @param network lower-case network name, without a slash
 * @param layer consensus, execution, storage, compute or access
 */
public record Population(String network, String layer) implements Comparable<Population> {

  private static final String WATERMARK_PREFIX = "~watermark/";

  /** How earlier builds spelled it. Their records stay in the topic for good and are still read. */
  private static final String FORMER_WATERMARK_PREFIX = "~tick/";

  /** The key of the index rows: {@code network/layer}. */
  public String key() {
    return network + "/" + layer;
  }

  /** The key of an observation of this population: {@code network/layer/node_id}. */
  public String nodeKey(String nodeId) {
    return network + "/" + layer + "/" + nodeId;
  }

  /**
   * The key of a watermark: a record of the observation topic with a null value, whose timestamp t
   * says "everything of this population up to t has been published" to the partition it stands in.
   */
  public String watermarkKey() {
    return WATERMARK_PREFIX + key();
  }

  /**
   * Whether a key of the observation topic is that of a watermark, in today's spelling or before.
   */
  public static boolean isWatermarkKey(String key) {
    return key.startsWith(WATERMARK_PREFIX) || isFormerWatermarkKey(key);
  }

  /** Whether a key is that of a watermark of a build that knew no publishers. */
  public static boolean isFormerWatermarkKey(String key) {
    return key.startsWith(FORMER_WATERMARK_PREFIX);
  }

  /**
   * Reads {@code network/layer}, a watermark's key, or the head of a node's key.
   *
   * @throws IllegalArgumentException if there are not two non-empty parts
   */
  public static Population parse(String key) {
    String rest = isWatermarkKey(key) ? key.substring(key.indexOf('/') + 1) : key;
    int first = rest.indexOf('/');
    int second = first < 0 ? -1 : rest.indexOf('/', first + 1);
    int end = second < 0 ? rest.length() : second;
    if (first <= 0 || end == first + 1) {
      throw new IllegalArgumentException("'" + key + "' is not network/layer");
    }
    return new Population(rest.substring(0, first), rest.substring(first + 1, end));
  }

  @Override
  public int compareTo(Population other) {
    int byNetwork = network.compareTo(other.network);
    return byNetwork != 0 ? byNetwork : layer.compareTo(other.layer);
  }
}
