/**
 * The newest index rows of each population, on compacted topics, so that a new consumer needs no
 * history. They never go back in event time.
 */
package dev.faultline.streams.latest;
