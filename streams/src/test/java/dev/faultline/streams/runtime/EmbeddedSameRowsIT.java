package dev.faultline.streams.runtime;

import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;

/** On the embedded stack. */
@WithStack
class EmbeddedSameRowsIT extends SameRows {

  EmbeddedSameRowsIT(TestStack stack) {
    super(stack);
  }
}
