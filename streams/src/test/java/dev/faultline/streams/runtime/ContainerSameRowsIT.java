package dev.faultline.streams.runtime;

import dev.faultline.testkit.StackKind;
import dev.faultline.testkit.TestStack;
import dev.faultline.testkit.WithStack;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** On servers in containers, one way: the others differ in nothing that a server sees. */
@Tag("containers")
@WithStack(StackKind.CONTAINERS)
class ContainerSameRowsIT extends SameRows {

  ContainerSameRowsIT(TestStack stack) {
    super(stack);
  }

  @Override
  List<Way> ways() {
    return List.of(new Way(4, 2, false, true));
  }
}
