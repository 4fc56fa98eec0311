package dev.faultline.ingest.check;

/** The layers of a network that are measured apart, because they answer different questions. */
public enum Layer {
  CONSENSUS,
  EXECUTION,
  STORAGE,
  COMPUTE,
  ACCESS
}
