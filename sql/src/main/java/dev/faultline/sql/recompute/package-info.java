/** Indices that are computed again, beside the published ones, and how they differ. */
package dev.faultline.sql.recompute;
