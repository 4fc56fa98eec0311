/** Indices computed again from what is recorded. */
package dev.faultline.cli.recompute;
