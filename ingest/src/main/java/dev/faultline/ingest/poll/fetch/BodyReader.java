package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.poll.FeedFetcher;
import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import dev.faultline.ingest.source.framing.GzipInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;

/** Reads and unpacks a body, of which neither form may be larger than 16 MiB. */
final class BodyReader {

  private BodyReader() {}

  /**
   * Reads a body to its end.
   *
   * @throws PollFailure if it is too large, or packed in a way that is not understood
   * @throws IOException if it cannot be had to its end
   */
  static byte[] read(Response response, InputStream body) throws PollFailure, IOException {
    if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > FeedFetcher.MOST_BYTES) {
      throw tooLarge();
    }
    byte[] packed = body.readNBytes(FeedFetcher.MOST_BYTES + 1);
    if (packed.length > FeedFetcher.MOST_BYTES) {
      throw tooLarge();
    }
    String encoding = response.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
      // a file that is packed itself is told by its first bytes
      case "", "identity" -> unpack(packed);
      case "gzip", "x-gzip" -> unpack(unpack(packed));
      default ->
          throw new PollFailure(
              Reason.ENCODING, "the body is encoded as '" + encoding + "', which nobody asked for");
    };
  }

  private static byte[] unpack(byte[] packed) throws PollFailure {
    try {
      return GzipInput.of(packed, FeedFetcher.MOST_BYTES);
    } catch (GzipInput.TooLargeException e) {
      throw tooLarge();
    } catch (IOException e) {
      throw new PollFailure(Reason.ENCODING, "the gzip data is broken: " + e.getMessage(), e);
    }
  }

  private static PollFailure tooLarge() {
    return new PollFailure(Reason.TOO_LARGE, "the body is larger than 16 MiB");
  }
}
