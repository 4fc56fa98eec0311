/** What populations lose if some entities fail together, asked again and again. */
package dev.faultline.api.whatif;
