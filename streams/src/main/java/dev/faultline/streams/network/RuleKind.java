package dev.faultline.streams.network;

/** Where a population's fault rules come from. */
public enum RuleKind {
  /** The protocol itself halts, or gives way, at the threshold. */
  PROTOCOL,
  /** Nothing happens at the threshold; it is what reports about the network compare with. */
  CONVENTION
}
