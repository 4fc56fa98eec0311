/** How long-running parts are started, watched, restarted and closed. */
package dev.faultline.service.lifecycle;
