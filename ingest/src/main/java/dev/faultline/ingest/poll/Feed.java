package dev.faultline.ingest.poll;

import dev.faultline.ingest.check.Quoted;
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
 * @param allowed where it and its redirects may be besides public addresses
 * @param post JSON that is sent to ask for it, as JSON-RPC wants; empty if it is there to be got
 */
public record Feed(
    String name,
    URI url,
    SourceFormat format,
    Duration interval,
    Duration timeout,
    Optional<Population> population,
    String source,
    Vanishing vanishing,
    AllowedAddresses allowed,
    Optional<String> post) {

  /** A feed at a public address. */
  public Feed(
      String name,
      URI url,
      SourceFormat format,
      Duration interval,
      Duration timeout,
      Optional<Population> population,
      String source,
      Vanishing vanishing) {
    this(
        name,
        url,
        format,
        interval,
        timeout,
        population,
        source,
        vanishing,
        AllowedAddresses.PUBLIC,
        Optional.empty());
  }

  /** The same, allowed to be elsewhere. */
  public Feed withAllowed(AllowedAddresses other) {
    return new Feed(
        name, url, format, interval, timeout, population, source, vanishing, other, post);
  }

  /** The same, asked for with a body. */
  public Feed withPost(String body) {
    return new Feed(
        name,
        url,
        format,
        interval,
        timeout,
        population,
        source,
        vanishing,
        allowed,
        Optional.of(body));
  }

  /**
   * Name and place, for messages. Shows neither the query of the URL nor what is posted: a key may
   * stand in them.
   */
  @Override
  public String toString() {
    return "feed " + name + " at " + Quoted.url(url.toString());
  }
}
