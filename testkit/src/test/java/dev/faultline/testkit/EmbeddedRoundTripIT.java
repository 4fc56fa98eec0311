package dev.faultline.testkit;

/** On the embedded stack. */
@WithStack
class EmbeddedRoundTripIT extends RoundTrip {

  EmbeddedRoundTripIT(TestStack stack) {
    super(stack);
  }
}
