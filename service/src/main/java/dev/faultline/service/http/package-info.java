/** Which requests a server on loopback answers: those of this machine, not of other web pages. */
package dev.faultline.service.http;
