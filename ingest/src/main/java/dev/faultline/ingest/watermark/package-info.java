/** Who publishes which population and how far each is: said to everybody, and read at a start. */
package dev.faultline.ingest.watermark;
