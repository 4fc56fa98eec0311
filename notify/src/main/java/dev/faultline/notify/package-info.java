/** Tells alerts to webhooks: each that fires and each that is resolved, at least once. */
package dev.faultline.notify;
