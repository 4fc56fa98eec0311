package dev.faultline.ingest.poll;

import dev.faultline.ingest.incident.Vanishing;
import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.schemas.Population;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A feed to poll.
 *
 * @param name what metrics and rows call it; unique in a file
 * @param url http or https
 * @param format how it is written
 * @param interval from the end of one poll to the next, give or take a tenth
 * @param timeout how long one poll may take, from the request to the last byte
 * @param population for formats that name no network
 * @param source what its records carry as their source
 * @param vanishing what it means when it lists an open incident no more
 */
public record Feed(
    String name,
    URI url,
    SourceFormat format,
    Duration interval,
    Duration timeout,
    Optional<Population> population,
    String source,
    Vanishing vanishing) {}
