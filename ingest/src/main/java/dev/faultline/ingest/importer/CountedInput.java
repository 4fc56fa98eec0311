package dev.faultline.ingest.importer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes of a file as they are read. */
final class CountedInput extends FilterInputStream {

  private final AtomicLong count;

  CountedInput(InputStream input, AtomicLong count) {
    super(input);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    if (next >= 0) {
      count.incrementAndGet();
    }
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count.addAndGet(read);
    }
    return read;
  }
}
