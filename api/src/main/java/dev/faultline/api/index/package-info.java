/** The index rows of a population at an instant, as ClickHouse has them. */
package dev.faultline.api.index;
