/** Questions to ClickHouse with bound parameters, limits and a pool of connections. */
package dev.faultline.api.query;
