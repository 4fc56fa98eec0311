/** What publishers say of how far they are, how it travels, and what it makes of a population. */
package dev.faultline.schemas.watermark;
