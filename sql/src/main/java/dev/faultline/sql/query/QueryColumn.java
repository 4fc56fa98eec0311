package dev.faultline.sql.query;

/**
 * A column of an answer.
 *
 * @param name as in the answer
 * @param type ClickHouse's name of it
 * @param meaning what it says, one sentence
 */
public record QueryColumn(String name, String type, String meaning) {}
