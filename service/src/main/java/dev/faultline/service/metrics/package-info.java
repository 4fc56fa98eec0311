/** What parts of a process tell of themselves as numbers. */
package dev.faultline.service.metrics;
