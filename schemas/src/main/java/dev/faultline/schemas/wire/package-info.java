/** The one decoder of record values: what is in a topic, as a record or with the reason why not. */
package dev.faultline.schemas.wire;
