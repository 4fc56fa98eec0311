package dev.faultline.cli.service;

import dev.faultline.local.Settings;
import dev.faultline.streams.alert.AlertRules;
import dev.faultline.streams.network.Networks;
import dev.faultline.streams.stress.Scenarios;

/**
 * How a pipeline runs.
 *
 * @param stack of the embedded stack
 * @param gatewayPort 0 for a free one, like the next
 * @param networks the rules that all parts go by
 * @param scenarios what populations are stressed by
 * @param alertRules what is told of populations and feeds
 * @param applicationId whose state the streams go on with
 */
public record PipelineSettings(
    Settings stack,
    int gatewayPort,
    int operationsPort,
    Networks networks,
    Scenarios scenarios,
    AlertRules alertRules,
    String applicationId) {}
