package dev.faultline.testkit;

import org.junit.jupiter.api.Tag;

/** On servers in containers. */
@Tag("containers")
@WithStack(StackKind.CONTAINERS)
class ContainerRoundTripIT extends RoundTrip {

  ContainerRoundTripIT(TestStack stack) {
    super(stack);
  }
}
