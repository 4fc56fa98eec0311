package dev.faultline.ingest.source.syndication;

import java.util.List;

/**
 * A document of RSS 2.0 or Atom; what is missing is null.
 *
 * @param title of the channel or feed
 * @param link where the channel or feed leads
 * @param built lastBuildDate or updated: when the document was made
 */
public record SyndicationFeed(
    String title, String link, String built, List<SyndicationEntry> entries) {}
