package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.check.Quoted;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import java.net.URI;
import java.net.URISyntaxException;

/** Where a redirect leads. */
final class Redirect {

  private Redirect() {}

  /**
   * Follows a Location.
   *
   * @param from where it was found
   * @param location null if there is none
   * @throws PollFailure if it leads to anything but http and https, or from https to http
   */
  static URI of(URI from, String location) throws PollFailure {
    if (location == null) {
      throw new PollFailure(Reason.REDIRECT, "a redirect does not say where to");
    }
    URI to;
    try {
      to = from.resolve(new URI(location));
    } catch (URISyntaxException e) {
      throw new PollFailure(
          Reason.REDIRECT, "a redirect leads to " + Quoted.url(location) + ", which is no address");
    }
    boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    boolean weaker = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
    if (!web || weaker || to.getHost() == null || to.getUserInfo() != null) {
      throw new PollFailure(
          Reason.REDIRECT, "a redirect leads to " + Quoted.url(location) + ", where we do not go");
    }
    return to;
  }
}
