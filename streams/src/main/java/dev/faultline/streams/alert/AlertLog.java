package dev.faultline.streams.alert;

/** Keeps what must be remembered of one subject. */
public interface AlertLog {

  /** What was remembered last; null if nothing was. */
  SubjectAlerts load(AlertSubject subject);

  /** Remembers. */
  void save(AlertSubject subject, SubjectAlerts alerts);
}
