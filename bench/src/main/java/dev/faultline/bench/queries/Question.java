package dev.faultline.bench.queries;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A query and the values of its parameters.
 *
 * @param limitMillis how long it may take
 */
record Question(String name, String text, Map<String, String> values, int limitMillis) {

  private static final int WARM_UPS = 2;
  private static final int RUNS = 5;

  /**
   * What it took.
   *
   * @param millis the median of several runs
   * @param rowsRead rows of tables that were read for it
   */
  record Answer(Question question, double millis, long rowsRead) {

    boolean isSlow() {
      return millis > question.limitMillis();
    }
  }

  Answer ask(Client client) throws Exception {
    double[] millis = new double[RUNS];
    long read = 0;
    for (int run = -WARM_UPS; run < RUNS; run++) {
      QuerySettings settings =
          new QuerySettings().setFormat(ClickHouseFormat.RowBinary).waitEndOfQuery(true);
      long begun = System.nanoTime();
      try (QueryResponse answer = client.query(text, new HashMap<>(values), settings).get()) {
        answer.getInputStream().transferTo(OutputStream.nullOutputStream());
        read = answer.getReadRows();
      }
      if (run >= 0) {
        millis[run] = (System.nanoTime() - begun) / 1e6;
      }
    }
    Arrays.sort(millis);
    return new Answer(this, millis[RUNS / 2], read);
  }
}
