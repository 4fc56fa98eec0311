package dev.faultline.local;

/** Where a stack's parts listen. */
record Endpoints(String bootstrapServers, String registryUrl, String clickhouseUrl) {

  static Endpoints of(LocalStack stack) {
    return new Endpoints(stack.bootstrapServers(), stack.registryUrl(), stack.clickhouseUrl());
  }
}
