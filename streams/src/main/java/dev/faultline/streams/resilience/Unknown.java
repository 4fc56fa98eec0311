package dev.faultline.streams.resilience;

/** Whose the weight of unknown entity is taken to be. */
enum Unknown {
  /** Nobody's: shares are of the known weight. */
  LEFT_OUT,

  /** All of it the largest entity's: the worst that can be. */
  OF_THE_LARGEST,

  /** Of entities too small to matter: the best that can be. */
  OF_SMALL_ONES
}
