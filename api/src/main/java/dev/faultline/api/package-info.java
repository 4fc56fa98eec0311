/** The indices over HTTP, read-only: routes, their answers, and the page. */
package dev.faultline.api;
