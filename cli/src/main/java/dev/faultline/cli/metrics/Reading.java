package dev.faultline.cli.metrics;

/** Reads from a server what meters tell, once. */
interface Reading extends AutoCloseable {

  /** Reads; what it throws is tried again at the next turn. */
  void read() throws Exception;

  /** The server could not be read: nothing is told rather than something old. */
  void forget();

  @Override
  void close();
}
