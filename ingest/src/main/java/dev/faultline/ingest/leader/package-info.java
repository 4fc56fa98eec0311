/** Which of several processes publishes, where only one may. */
package dev.faultline.ingest.leader;
