package dev.faultline.local;

import java.nio.file.Path;

/** A stack in a process of its own, for tests that kill it. */
final class StackMain {

  static final String READY = "ready ";

  private StackMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.exitWithParent();
    Settings settings = Settings.in(Path.of(arguments[0])).withFreePorts();
    LocalStack stack = LocalStack.start(settings, line -> {});
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    System.out.println(
        READY
            + String.join(
                " ",
                stack.bootstrapServers(),
                stack.registryUrl(),
                stack.clickhouseUrl(),
                Long.toString(stack.registryPid()),
                Long.toString(stack.clickhousePid())));
    Thread.currentThread().join();
  }
}
