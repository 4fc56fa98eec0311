/** Whether the parts of a process work, asked of them again and again, and told at once. */
package dev.faultline.service.health;
