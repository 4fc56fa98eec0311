/** Landing records of a topic again, under a greater epoch. */
package dev.faultline.sql.replay;
