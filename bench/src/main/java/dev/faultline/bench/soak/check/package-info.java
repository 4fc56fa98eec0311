/** What was acknowledged and published, and the invariants over it. */
package dev.faultline.bench.soak.check;
