package dev.faultline.streams.index;

/** Which entities of a ranking are published by name. */
public final class EntityShares {

  /** How many of the largest. */
  public static final int SHOWN = 50;

  /**
   * The name under which the rest is published: none, which no entity can have, since a blank
   * attribute is unknown and a node must have an id. A ranking that has become empty is published
   * as a rest of zero, so that its last shares do not seem to hold on.
   */
  public static final String REST = "";

  private EntityShares() {}
}
