package dev.faultline.bench.soak.fault;

/**
 * Something that happens to the pipeline.
 *
 * @param rows of the table of faults that it stands for
 * @param name what is done, as the log has it
 * @param seen whether {@code up} must turn red
 * @param begin does it
 * @param end takes back what does not pass by itself
 */
public record Fault(String rows, String name, boolean seen, Action begin, Action end) {

  /** What may fail. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }

  static Fault unseen(String rows, String name, Action begin) {
    return new Fault(rows, name, false, begin, () -> {});
  }
}
