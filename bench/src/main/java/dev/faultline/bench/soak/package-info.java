/** The whole pipeline under load and faults, and at the end what must hold all the same. */
package dev.faultline.bench.soak;
