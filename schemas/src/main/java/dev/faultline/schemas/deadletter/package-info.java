/** The one maker of dead letters, and the size that each of them keeps to. */
package dev.faultline.schemas.deadletter;
