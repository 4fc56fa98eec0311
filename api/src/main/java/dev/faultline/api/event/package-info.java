/** What changes, told as it happens by server-sent events. */
package dev.faultline.api.event;
