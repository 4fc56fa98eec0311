/** How fast index rows land, beside a bare batch insert of the same rows. */
package dev.faultline.bench.sink;
