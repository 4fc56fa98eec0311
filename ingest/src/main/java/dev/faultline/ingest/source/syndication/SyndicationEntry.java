package dev.faultline.ingest.source.syndication;

import java.util.List;

/**
 * One item of RSS or entry of Atom, as its elements were written; what is missing is null.
 *
 * @param line the 1-based line on which it begins
 * @param id guid or id
 * @param text content, else description or summary; mostly HTML
 * @param link where it leads, by text or href
 * @param published pubDate or published
 * @param updated of Atom
 */
public record SyndicationEntry(
    long line,
    String id,
    String title,
    String text,
    String link,
    String published,
    String updated,
    List<String> categories) {}
