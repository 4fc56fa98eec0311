/** Faults of a network, against the containers of docker-compose.cluster.yml. */
package dev.faultline.bench.soak.cluster;
