package dev.faultline.notify;

import dev.faultline.service.lifecycle.Service;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Tells several webhooks, each by itself: one that is away keeps no other waiting. */
public final class WebhookNotifiers implements Service {

  private final List<WebhookNotifier> all;
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

  public WebhookNotifiers(List<WebhookNotifier> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public String name() {
    return "webhooks";
  }

  @Override
  public void start() {
    try {
      for (WebhookNotifier each : all) {
        each.start();
        each.failure().thenAccept(failure::complete);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Throwable> failure() {
    return failure;
  }

  /** Who is not told now, in words for people; empty if everybody is. */
  public Optional<String> problem() {
    String problems =
        all.stream().flatMap(each -> each.problem().stream()).collect(Collectors.joining("; "));
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
  }

  @Override
  public void close() {
    all.forEach(WebhookNotifier::close);
  }
}
