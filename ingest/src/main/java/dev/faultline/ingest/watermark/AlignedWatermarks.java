package dev.faultline.ingest.watermark;

import dev.faultline.ingest.publish.Acknowledgement;
import dev.faultline.schemas.Population;
import dev.faultline.schemas.watermark.Watermark;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The watermarks of one import. They do not run away from those of other imports of the same
 * population that run at the same time: one that were left behind by more than the lag would no
 * longer be waited for, and its records would be late. What must wait is said as soon as the others
 * are there; a part of the way is said at once, so that two never wait for each other.
 */
public final class AlignedWatermarks {

  private final ProgressLog progress;
  private final Peers peers;
  private final String publisher;
  private final Acknowledgement acknowledgement;
  private final Map<Population, Course> courses = new TreeMap<>();
  private long sent;

  /** How far one population is. */
  private static final class Course {
    private Instant said;
    private Instant wanted;
    private boolean isEnding;
    private boolean isClosed;

    boolean isBehind() {
      return !isClosed && (isEnding || (wanted != null && wanted.isAfter(said)));
    }
  }

  /**
   * @param publisher the import's name
   * @param acknowledgement told of each watermark
   */
  public AlignedWatermarks(
      ProgressLog progress, Peers peers, String publisher, Acknowledgement acknowledgement) {
    this.progress = progress;
    this.peers = peers;
    this.publisher = publisher;
    this.acknowledgement = acknowledgement;
  }

  /** Says where a population will open: another that opens before must not be beyond it. */
  public void announce(Population population, Instant earliest) {
    progress.announce(population, publisher, earliest.minusMillis(1));
  }

  /** Whether another import of the population has yet to say where it will open. */
  public boolean mayOpen(Population population) {
    peers.listen();
    return !peers.isUnknown(population, publisher);
  }

  /**
   * Opens a population before anything of it is published: where the one that is behind most is, or
   * will open, because to open beyond it could leave it behind.
   *
   * @param earliest of its records
   */
  public void open(Population population, Instant earliest) {
    Instant own = earliest.minusMillis(1);
    Instant others = peers.least(population, publisher);
    Course course = new Course();
    course.said = others.isBefore(own) ? others : own;
    courses.put(population, course);
    send(population, course, true);
  }

  /** Whether a population was opened. */
  public boolean isOpen(Population population) {
    return courses.containsKey(population);
  }

  /** Everything up to t has been published. */
  public void reach(Population population, Instant t) {
    Course course = courses.get(population);
    course.wanted = t;
    advance(population, course);
  }

  /** Everything has been published; a watermark of t ends it. */
  public void end(Population population, Instant t) {
    Course course = courses.get(population);
    course.wanted = t;
    course.isEnding = true;
    advance(population, course);
  }

  /** Nothing more will be published, although not everything was: ends where it is. */
  public void abandon() {
    courses.forEach(
        (population, course) -> {
          if (!course.isClosed) {
            course.isClosed = true;
            send(population, course, true);
          }
        });
  }

  /** Says what had to wait, as far as the others have come. */
  public void settle() {
    courses.forEach(
        (population, course) -> {
          if (course.isBehind()) {
            advance(population, course);
          }
        });
  }

  /** A population that waits for others, if there is one. */
  public Optional<Population> waiting() {
    return courses.entrySet().stream()
        .filter(each -> each.getValue().isBehind())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** How many watermarks were sent, each to every partition. */
  public long sent() {
    return sent;
  }

  private void advance(Population population, Course course) {
    peers.listen();
    Instant limit = peers.limit(population, publisher);
    boolean isWhole = !course.wanted.isAfter(limit);
    Instant next = isWhole ? course.wanted : limit;
    if (isWhole && course.isEnding) {
      course.isClosed = true;
    }
    if (next.isAfter(course.said) || course.isClosed) {
      course.said = next.isAfter(course.said) ? next : course.said;
      send(population, course, !isWhole || course.isClosed);
    } else if (!isWhole) {
      progress.catchUp();
    }
  }

  private void send(Population population, Course course, boolean isUrgent) {
    sent++;
    Watermark watermark = Watermark.of(population, course.said, publisher);
    progress.send(course.isClosed ? watermark.asClosing() : watermark, isUrgent, acknowledgement);
  }
}
