/**
 * Alerts: rules over what is published of populations and feeds, and their states in event time.
 * Pure.
 */
package dev.faultline.streams.alert;
