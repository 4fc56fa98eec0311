package dev.faultline.ingest.gateway;

import dev.faultline.ingest.source.SourceFormat;
import dev.faultline.ingest.source.json.IncidentsJson;
import dev.faultline.ingest.source.json.ObservationsJson;
import dev.faultline.service.http.AllowedHosts;
import dev.faultline.service.http.HeaderTimeout;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The gateway's paths. Who may not send is told so before the body is read: with a token those who
 * do not present it, without one the web pages of other sites. Health and metrics need no worker
 * and no token, so they answer whatever the load.
 */
final class GatewayHandler extends Handler.Abstract {

  private static final Map<String, SourceFormat> INTAKES =
      Map.of("/v1/observations", new ObservationsJson(), "/v1/incidents", new IncidentsJson());

  private final GatewaySettings settings;
  private final TokenCheck token;
  private final AllowedHosts hosts;
  private final Intake intake;
  private final GatewayMetrics metrics;
  private final Readiness readiness;
  private final ExecutorService workers;
  private final Semaphore senders;
  private final HeaderTimeout slowHeads;
  private final BodyBudget budget = new BodyBudget(GatewaySettings.MOST_BUFFERED_BYTES);

  GatewayHandler(
      GatewaySettings settings,
      Intake intake,
      GatewayMetrics metrics,
      Readiness readiness,
      ExecutorService workers,
      HeaderTimeout slowHeads) {
    this.slowHeads = slowHeads;
    this.settings = settings;
    this.token = new TokenCheck(settings.token());
    this.hosts = new AllowedHosts(Set.of(settings.host()));
    this.intake = intake;
    this.metrics = metrics;
    this.readiness = readiness;
    this.workers = workers;
    this.senders = new Semaphore(settings.workers() + 2 * settings.waiting());
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    slowHeads.served(connection);
    Request.addCompletionListener(request, failure -> slowHeads.answered(connection));
    String path = String.valueOf(request.getHttpURI().getCanonicalPath());
    SourceFormat format = INTAKES.get(path);
    if (format != null) {
      long begun = request.getBeginNanoTime();
      take(
          format,
          request,
          response,
          taken -> {
            metrics.records(path, taken.accepted(), taken.rejected());
            metrics.answered(
                path, taken.answer().status(), Duration.ofNanos(System.nanoTime() - begun));
            Reply.json(response, callback, taken.answer());
          });
      return true;
    }
    switch (path) {
      case "/health/live" ->
          Reply.json(response, callback, Answer.of(200, AnswerJson.status("live")));
      case "/health/ready" -> Reply.json(response, callback, readiness());
      case "/metrics" ->
          foreign(request)
              .ifPresentOrElse(
                  refused -> Reply.json(response, callback, refused),
                  () -> Reply.metrics(response, callback, metrics.scrape()));
      default ->
          Reply.json(
              response, callback, Answer.error(404, "POST to /v1/observations or /v1/incidents"));
    }
    return true;
  }

  private Answer readiness() {
    return readiness.ready()
        ? Answer.of(200, AnswerJson.status("ready"))
        : Answer.of(503, AnswerJson.status("the brokers do not answer"));
  }

  /** Why a request of a web page is not answered; a page of another site knows no token. */
  private Optional<Answer> foreign(Request request) {
    return settings.token().isPresent()
        ? Optional.empty()
        : hosts
            .refusal(request)
            .map(
                why ->
                    Answer.error(
                        403, why + ". Requests must name localhost or a loopback address."));
  }

  private void take(
      SourceFormat format, Request request, Response response, Consumer<RequestOutcome> answer) {
    Optional<Answer> foreign = foreign(request);
    if (!"POST".equals(request.getMethod())) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      answer.accept(RequestOutcome.none(Answer.error(405, "POST the records")));
    } else if (foreign.isPresent()) {
      answer.accept(RequestOutcome.none(foreign.get()));
    } else if (!token.allows(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
      answer.accept(
          RequestOutcome.none(
              Answer.error(401, "send the gateway's token as 'Authorization: Bearer …'")));
    } else if (request.getLength() > GatewaySettings.MOST_BYTES) {
      answer.accept(
          RequestOutcome.none(
              Answer.error(413, "the body is larger than 10 MiB: send it in parts")));
    } else if (!senders.tryAcquire()) {
      answer.accept(RequestOutcome.none(Answer.unavailable("too many requests at once", 1)));
    } else {
      new Exchange(
              format,
              request,
              intake,
              workers,
              budget,
              taken -> {
                senders.release();
                answer.accept(taken);
              })
          .begin(settings.bodyTimeout());
    }
  }
}
