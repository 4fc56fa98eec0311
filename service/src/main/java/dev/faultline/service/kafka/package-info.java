/**
 * The one configuration of all Kafka clients: an operator's own settings from a file and the
 * environment, over ours and under the few that correctness needs.
 */
package dev.faultline.service.kafka;
