/** Whether ClickHouse is where it is said to be, and what to say when it is not. */
package dev.faultline.sql.access;
