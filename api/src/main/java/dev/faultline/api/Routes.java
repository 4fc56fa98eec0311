package dev.faultline.api;

import dev.faultline.api.http.Route;
import dev.faultline.api.query.ReadConnections;
import dev.faultline.api.resource.AlertResource;
import dev.faultline.api.resource.AuditResource;
import dev.faultline.api.resource.EntityResource;
import dev.faultline.api.resource.IncidentResource;
import dev.faultline.api.resource.IndexResource;
import dev.faultline.api.resource.SeriesResource;
import dev.faultline.api.resource.SnapshotResource;
import dev.faultline.api.resource.StatusResource;
import dev.faultline.api.resource.StressResource;
import dev.faultline.api.resource.WhatIfResource;
import dev.faultline.service.health.Health;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every route of the API but the events. {@code openapi.yaml} says the same; a test compares. */
final class Routes {

  private static final String ROOT = "/api/v1/";
  private static final String POPULATION = ROOT + "populations/{network}/{layer}";

  private Routes() {}

  static List<Route> of(ReadConnections connections, Supplier<List<Health>> parts, Clock clock) {
    IndexResource index = new IndexResource(connections);
    EntityResource entities = new EntityResource(connections);
    IncidentResource incidents = new IncidentResource(connections, clock);
    WhatIfResource whatIf = new WhatIfResource(connections);
    List<Route> routes = new ArrayList<>();
    routes.add(Route.immediate(ROOT + "status", new StatusResource(parts)::status));
    routes.add(
        Route.get(ROOT + "populations", List.of("at", "network", "layer", "trend"), index::list));
    routes.add(Route.get(POPULATION, List.of("at", "window"), index::one));
    routes.add(
        Route.get(
            POPULATION + "/series",
            List.of("measure", "dimension", "window", "at", "from", "to", "step"),
            new SeriesResource(connections)::series));
    routes.add(
        Route.get(
            POPULATION + "/entities",
            List.of("dimension", "window", "at", "since", "limit"),
            entities::entities));
    routes.add(
        Route.get(
            POPULATION + "/entities/series",
            List.of("dimension", "window", "at", "from", "to", "step", "top"),
            entities::series));
    routes.add(
        Route.get(
            POPULATION + "/stress",
            List.of("window", "at"),
            new StressResource(connections)::stress));
    routes.add(
        Route.get(
            POPULATION + "/audit", List.of("window", "at"), new AuditResource(connections)::audit));
    routes.add(
        Route.get(
            ROOT + "incidents",
            List.of("open", "at", "from", "to", "provider", "kind", "limit"),
            incidents::list));
    routes.add(Route.get(ROOT + "incidents/{source}/{id}", List.of("at"), incidents::one));
    routes.add(
        Route.get(
            ROOT + "alerts",
            List.of("state", "subject", "at", "limit"),
            new AlertResource(connections)::list));
    routes.add(Route.get(ROOT + "entities", List.of("at"), whatIf::choices));
    routes.add(Route.post(ROOT + "what-if", whatIf::whatIf));
    routes.add(
        Route.get(
            ROOT + "snapshots", List.of("at", "limit"), new SnapshotResource(connections)::list));
    return routes;
  }
}
