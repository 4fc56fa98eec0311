/** The whole pipeline: from a file to what can be asked for, and how soon after a watermark. */
package dev.faultline.bench.pipeline;
