/** The engine over recorded topics, in this process and without Kafka Streams. */
package dev.faultline.streams.recompute;
