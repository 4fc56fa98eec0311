package dev.faultline.streams.runtime;

import dev.faultline.testkit.StackKind;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import org.junit.jupiter.api.Tag;

/** On servers in containers. */
@Tag("containers")
@WithStack(StackKind.CONTAINERS)
class ContainerSameRowsIT extends SameRows {

  ContainerSameRowsIT(TestStack stack) {
    super(stack);
  }
}
