/**
 * What HTTP servers have in common: which requests one on loopback answers, those of this machine
 * and not of other web pages, and how long a head may take.
 */
package dev.faultline.service.http;
