package dev.faultline.cli.doctor;

/**
 * What was found.
 *
 * @param detail figures if it is in order, else what is wrong and what to do
 */
public record Finding(String check, boolean inOrder, String detail) {}
