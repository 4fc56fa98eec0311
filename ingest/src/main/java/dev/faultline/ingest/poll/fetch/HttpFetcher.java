package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.poll.Feed;
import dev.faultline.ingest.poll.FeedFetcher;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.poll.Validators;
import dev.faultline.ingest.poll.fetch.AllowedAddressResolver.Lookup;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Fetches over HTTP. Keeps no cookies, sends no more than the request needs, follows at most five
 * redirects by itself, and connects to public addresses and those that the feed allows, at every
 * hop.
 */
public final class HttpFetcher implements FeedFetcher, AutoCloseable {

  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_HEADER_BYTES = 32 << 10;
  private static final long CONNECT_MILLIS = 10_000;
  private static final long IDLE_MILLIS = 30_000;

  private final HttpClient client;
  private final Clock clock;

  /** One answer: the document, or where to look for it. */
  private record Hop(Optional<Fetched> fetched, Optional<URI> redirect) {}

  private HttpFetcher(HttpClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Starts a client.
   *
   * @param userAgent who we are, and where to complain
   * @param clock tells how far away a date of Retry-After is
   */
  public static HttpFetcher start(String userAgent, Clock clock) {
    return start(userAgent, clock, InetAddress::getAllByName);
  }

  /** The same with another way to look names up. */
  static HttpFetcher start(String userAgent, Clock clock, Lookup lookup) {
    HttpClient client = new HttpClient();
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setName("fetch");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, userAgent));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setMaxResponseHeadersSize(MOST_HEADER_BYTES);
    client.setConnectTimeout(CONNECT_MILLIS);
    client.setIdleTimeout(IDLE_MILLIS);
    client.setSocketAddressResolver(new AllowedAddressResolver(threads, lookup));
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client does not start", e);
    }
    // what is packed is unpacked by us, within limits
    client.getContentDecoderFactories().clear();
    return new HttpFetcher(client, clock);
  }

  @Override
  public Fetched fetch(Feed feed, Validators known) throws PollFailure, InterruptedException {
    long deadline = System.nanoTime() + feed.timeout().toNanos();
    URI url = feed.url();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Hop hop = hop(feed, url, known, deadline);
      if (hop.fetched.isPresent()) {
        return hop.fetched.get();
      }
      url = hop.redirect.orElseThrow();
    }
    throw new PollFailure(Reason.REDIRECT, "more than " + MOST_REDIRECTS + " redirects");
  }

  private Hop hop(Feed feed, URI url, Validators known, long deadline)
      throws PollFailure, InterruptedException {
    long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (millis <= 0) {
      throw HttpFailure.of(new TimeoutException(), url);
    }
    Request request =
        client
            .newRequest(url)
            .tag(feed.allowed())
            .timeout(millis, TimeUnit.MILLISECONDS)
            .idleTimeout(millis, TimeUnit.MILLISECONDS)
            .headers(headers -> addHeaders(headers, known));
    feed.post()
        .ifPresent(
            body ->
                request
                    .method(HttpMethod.POST)
                    .body(new StringRequestContent("application/json", body)));
    try (InputStreamResponseListener listener = new InputStreamResponseListener()) {
      request.send(listener);
      Response response = listener.get(millis, TimeUnit.MILLISECONDS);
      try (InputStream body = listener.getInputStream()) {
        return answer(feed, url, known, response, body);
      }
    } catch (ExecutionException | TimeoutException | IOException e) {
      throw HttpFailure.of(e, url);
    } finally {
      // of a body that was not read to its end nothing more is wanted
      request.abort(new IOException("the poll is over"));
    }
  }

  private static void addHeaders(HttpFields.Mutable headers, Validators known) {
    headers.put(HttpHeader.ACCEPT_ENCODING, "gzip");
    headers.put(HttpHeader.ACCEPT, "*/*");
    known.entityTag().ifPresent(tag -> headers.put(HttpHeader.IF_NONE_MATCH, tag));
    known.lastModified().ifPresent(time -> headers.put(HttpHeader.IF_MODIFIED_SINCE, time));
  }

  private Hop answer(Feed feed, URI url, Validators known, Response response, InputStream body)
      throws PollFailure, IOException {
    int status = response.getStatus();
    return switch (status) {
      case 200 ->
          new Hop(
              Optional.of(
                  new Fetched(status, BodyReader.read(response, body), validators(response))),
              Optional.empty());
      case 304 -> {
        if (known.equals(Validators.NONE)) {
          throw PollFailure.status(status, Optional.empty());
        }
        yield new Hop(Optional.of(new Fetched(status, new byte[0], known)), Optional.empty());
      }
      case 301, 302, 303 -> {
        if (feed.post().isPresent()) {
          throw new PollFailure(Reason.REDIRECT, "it wants to be asked without the body");
        }
        yield redirect(url, response);
      }
      case 307, 308 -> redirect(url, response);
      default ->
          throw PollFailure.status(
              status, RetryAfter.of(response.getHeaders().get(HttpHeader.RETRY_AFTER), clock));
    };
  }

  private static Hop redirect(URI url, Response response) throws PollFailure {
    return new Hop(
        Optional.empty(),
        Optional.of(Redirect.of(url, response.getHeaders().get(HttpHeader.LOCATION))));
  }

  private static Validators validators(Response response) {
    return new Validators(
        Optional.ofNullable(response.getHeaders().get(HttpHeader.ETAG)),
        Optional.ofNullable(response.getHeaders().get(HttpHeader.LAST_MODIFIED)));
  }

  @Override
  public void close() throws Exception {
    client.stop();
  }
}
