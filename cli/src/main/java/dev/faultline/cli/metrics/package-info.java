/** What a process tells Prometheus of itself and of the servers that it works with. */
package dev.faultline.cli.metrics;
