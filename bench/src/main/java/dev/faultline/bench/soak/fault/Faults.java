package dev.faultline.bench.soak.fault;

import dev.faultline.bench.soak.JavaProcess;
import dev.faultline.bench.soak.Stack;
import dev.faultline.bench.soak.fault.FaultProxy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What can happen to a stack, by the rows of the table of faults. */
public final class Faults {

  /** Rows that are not tried here, and why. */
  public static final List<String> LEFT_OUT =
      List.of(
          "5 (disk full): needs a file system of its own, which takes root",
          "9 (columns changed), 20 and 32 (epochs, older builds): a person's mistakes, tested alone",
          "14 (broker alone): the broker of up lies in its process and is killed with it",
          "19 (clock jumps): the JVM's clock cannot be set from outside",
          "33 (a topic with records deleted): the sink stops until a person raises the epoch",
          "25, 26, 34 (hostile clients and feeds): tested alone, they are nobody's outage");

  private static final long PAST_THE_SESSION_SECONDS = 50;
  private static final long A_WHILE_SECONDS = 12;

  private final Stack stack;
  private final Poison poison;

  /** Of one stack; random bytes by a seed. */
  public Faults(Stack stack, long seed) {
    this.stack = stack;
    this.poison = new Poison(seed);
  }

  /** All of them. */
  public List<Fault> all() {
    List<Fault> all = new ArrayList<>();
    for (String child : List.of("clickhouse", "registry")) {
      all.add(signal("5, 27, 31", "KILL", child, true));
      all.add(stop("5, 27, 31", child, true, A_WHILE_SECONDS));
    }
    all.add(new Fault("13, 14, 35", "kill -9 of up", true, this::killUp, stack::startUp));
    all.add(stop("7, 14, 27", "up", true, A_WHILE_SECONDS));
    for (String beside : List.of("sink-1", "streams-1")) {
      all.add(signal("1, 2, 13, 23", "KILL", beside, false));
    }
    all.add(stop("7", "sink-1", false, PAST_THE_SESSION_SECONDS));
    all.add(stop("7", "streams-1", false, PAST_THE_SESSION_SECONDS));
    all.add(more("sink"));
    all.add(more("streams"));
    for (Mode mode : List.of(Mode.CUT, Mode.DELAY, Mode.REFUSE)) {
      all.add(proxy("3, 4, 5", "ClickHouse", stack.clickHouseProxy(), mode));
    }
    for (Mode mode : List.of(Mode.UNAVAILABLE, Mode.DELAY)) {
      all.add(proxy("11, 31", "the registry", stack.registryProxy(), mode));
    }
    all.add(
        Fault.unseen(
            "10, 11, 12, 28, 29", "poison in every topic", () -> poison.send(stack.kafka())));
    return all;
  }

  private void killUp() throws Exception {
    stack.killUp();
  }

  private Fault signal(String rows, String signal, String process, boolean seen) {
    return new Fault(
        rows,
        "kill -" + signal + " of " + process,
        seen,
        () -> JavaProcess.signal(signal, stack.pid(process)),
        () -> {});
  }

  private Fault stop(String rows, String process, boolean seen, long seconds) {
    long[] stopped = new long[1];
    return new Fault(
        rows,
        "SIGSTOP of " + process + " for " + seconds + " s",
        seen,
        () -> {
          stopped[0] = stack.pid(process);
          JavaProcess.signal("STOP", stopped[0]);
          TimeUnit.SECONDS.sleep(seconds);
        },
        () -> JavaProcess.signal("CONT", stopped[0]));
  }

  private Fault more(String command) {
    return new Fault(
        "21",
        "from 2 to 4 to 2 instances of " + command,
        false,
        () -> {
          stack.startBeside(command + "-2");
          stack.startBeside(command + "-3");
          TimeUnit.SECONDS.sleep(A_WHILE_SECONDS);
        },
        () -> {
          stack.killBeside(command + "-2");
          stack.killBeside(command + "-3");
        });
  }

  private Fault proxy(String rows, String server, FaultProxy proxy, Mode mode) {
    return new Fault(
        rows,
        "answers of " + server + ": " + mode,
        false,
        () -> {
          proxy.set(mode);
          TimeUnit.SECONDS.sleep(A_WHILE_SECONDS);
        },
        () -> proxy.set(Mode.PASS));
  }
}
