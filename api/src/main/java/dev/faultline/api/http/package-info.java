/** Routes, parameters, answers and errors of the API. */
package dev.faultline.api.http;
