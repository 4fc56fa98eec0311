/** The one way to wait for what is away: how long between attempts, and who is told meanwhile. */
package dev.faultline.service.retry;
