package dev.faultline.api.event;

import java.util.Map;

/**
 * Something that has changed.
 *
 * @param kind closed, opened, changed or alert
 * @param data an object
 */
public record Change(String kind, Map<String, Object> data) {}
