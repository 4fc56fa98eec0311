package dev.faultline.local;

/**
 * Is told of each part of a {@link LocalStack} as soon as it answers, once, on the thread that
 * started it. What takes long belongs on another thread: the start waits for these calls.
 */
public interface StartListener {

  /** Does nothing. */
  StartListener NONE =
      new StartListener() {
        @Override
        public void brokerAnswers(String bootstrapServers) {}

        @Override
        public void registryAnswers(String url) {}

        @Override
        public void clickHouseAnswers(String url) {}
      };

  /**
   * @param bootstrapServers where Kafka clients connect
   */
  void brokerAnswers(String bootstrapServers);

  /**
   * @param url base URL of the registry
   */
  void registryAnswers(String url);

  /**
   * @param url base URL of ClickHouse's HTTP interface
   */
  void clickHouseAnswers(String url);
}
