package dev.faultline.local;

import java.io.IOException;
import sun.misc.Signal;

/**
 * Ties a child process to the one that started it. The parent holds the other end of the child's
 * standard input; however the parent dies, kill -9 included, the kernel closes that end.
 */
public final class ParentWatch {

  private static final long GRACE_MILLIS = 10_000;

  private ParentWatch() {}

  /**
   * Starts a daemon thread that exits this process, through its shutdown hooks, when standard input
   * ends; if the hooks hang, it halts it. Ctrl-C, which a terminal sends to the children too, is
   * left to the parent, so that it can stop in order.
   */
  public static void exitWithParent() {
    Signal.handle(new Signal("INT"), signal -> {});
    Thread thread = new Thread(ParentWatch::watch, "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever written to it
      }
    } catch (IOException e) {
      // as good as its end
    }
    Thread last = new Thread(ParentWatch::haltAfterGrace, "parent-watch-last");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
