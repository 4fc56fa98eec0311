/** How long questions take over a long history, and how much is read for them. */
package dev.faultline.bench.queries;
