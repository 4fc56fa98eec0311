package dev.faultline.bench.soak.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;

/** Each of some things in a random order, then each in another one, without end. */
public final class Rotation<T> implements Iterator<T> {

  private final List<T> all;
  private final Random random;
  private final List<T> left = new ArrayList<>();

  /** The same seed gives the same order. */
  public Rotation(List<T> all, long seed) {
    this.all = List.copyOf(all);
    this.random = new Random(seed);
  }

  @Override
  public boolean hasNext() {
    return !all.isEmpty();
  }

  @Override
  public T next() {
    if (all.isEmpty()) {
      throw new NoSuchElementException();
    }
    if (left.isEmpty()) {
      left.addAll(all);
      Collections.shuffle(left, random);
    }
    return left.remove(left.size() - 1);
  }
}
