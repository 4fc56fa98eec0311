package dev.faultline.ingest.watermark;

/** The names of publishers. They are stable: a publisher that starts again is the same one. */
public final class PublisherIds {

  private static final String IMPORT = "import/";

  private PublisherIds() {}

  /** A gateway, by the name that its installation gives it. */
  public static String ofGateway(String name) {
    return "gateway/" + name;
  }

  /** A feed of a poller. */
  public static String ofFeed(String feed) {
    return "poll/" + feed;
  }

  /** An import, by the digest of what it reads. */
  public static String ofImport(String digest) {
    return IMPORT + digest;
  }

  /** Whether it is an import: one that reads what was recorded, and ends. */
  public static boolean isImport(String publisher) {
    return publisher.startsWith(IMPORT);
  }
}
