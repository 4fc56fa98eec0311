package dev.faultline.testkit;

/** What a test stack is made of. */
public enum StackKind {
  /** The product's own embedded stack; runs everywhere. */
  EMBEDDED,
  /**
   * Apache's broker, Confluent's registry and a ClickHouse server in containers, or what {@code
   * ops/images} puts in their place; needs Docker.
   */
  CONTAINERS
}
