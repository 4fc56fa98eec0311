/** What the API tells, by the questions that people ask. */
package dev.faultline.api.resource;
