package dev.faultline.streams.topology;

import dev.faultline.streams.alert.AlertLog;
import dev.faultline.streams.alert.AlertSubject;
import dev.faultline.streams.alert.SubjectAlerts;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps what alerts must remember in a store, by subject. */
record StoredAlerts(KeyValueStore<String, SubjectAlerts> store) implements AlertLog {

  @Override
  public SubjectAlerts load(AlertSubject subject) {
    return store.get(subject.text());
  }

  @Override
  public void save(AlertSubject subject, SubjectAlerts alerts) {
    store.put(subject.text(), alerts);
  }
}
