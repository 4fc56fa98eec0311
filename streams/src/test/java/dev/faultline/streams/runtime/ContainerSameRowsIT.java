package dev.faultline.streams.runtime;

import dev.faultline.testkit.StackKind;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;

/** On servers in containers. */
@WithStack(StackKind.CONTAINERS)
class ContainerSameRowsIT extends SameRows {

  ContainerSameRowsIT(TestStack stack) {
    super(stack);
  }
}
