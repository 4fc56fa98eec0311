package dev.faultline.ingest.incident;

/** What it means when a feed no longer lists an incident that it last listed as open. */
public enum Vanishing {
  /** The feed lists what is open, and nothing else: the incident is over. */
  CLOSES,
  /**
   * The feed lists what is open and its history back to some time: an open incident that began
   * after that time and is not listed was taken back. An older one has only left the history.
   */
  RETRACTS,
  /** The feed lists a part, such as one page or what changed lately. */
  MEANS_NOTHING
}
