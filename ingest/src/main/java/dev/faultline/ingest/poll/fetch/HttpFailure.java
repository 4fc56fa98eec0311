package dev.faultline.ingest.poll.fetch;

import dev.faultline.ingest.poll.PollFailure;
import dev.faultline.ingest.poll.PollFailure.Reason;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** What an error of the HTTP client means for the poll. */
final class HttpFailure {

  private static final int DEEPEST = 10;

  private HttpFailure() {}

  /** The failure in which the poll ends. */
  static PollFailure of(Throwable error, URI url) {
    Throwable cause = error;
    Throwable telling = error;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (cause instanceof PollFailure failure) {
        return failure;
      }
      if (cause instanceof TimeoutException) {
        return new PollFailure(
            Reason.TIMEOUT, url.getHost() + " did not answer in full in time", error);
      }
      if (cause instanceof UnknownHostException) {
        return new PollFailure(Reason.ADDRESS, "host " + url.getHost() + " is not known", error);
      }
      telling = telling instanceof ExecutionException ? cause : telling;
      cause = cause.getCause();
    }
    return new PollFailure(Reason.CONNECTION, url.getHost() + ": " + telling, error);
  }
}
