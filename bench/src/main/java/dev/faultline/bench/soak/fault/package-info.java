/** What is done to the pipeline, and how it is seen to come back. */
package dev.faultline.bench.soak.fault;
