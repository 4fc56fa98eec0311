package dev.faultline.testkit;

/** On servers in containers. */
@WithStack(StackKind.CONTAINERS)
class ContainerRoundTripIT extends RoundTrip {

  ContainerRoundTripIT(TestStack stack) {
    super(stack);
  }
}
