/**
 * Named queries: questions that people ask, each a SQL file whose header says what it takes and
 * gives.
 */
package dev.faultline.sql.query;
