"""The resilience index of methodology 2 of every recorded list, by exact fractions.

Arguments: the folder of the data, providers.csv, cities.csv, networks.csv, the folder of the IP
tables (node_modules), and the ISO country codes apart by commas. Prints a line a list: network,
layer, live nodes, index, low, high, halting dimensions, coverage of provider, site and country.
"""

import csv
import pathlib
import sys
from collections import defaultdict
from fractions import Fraction

import recorded_lists as lists

FLOOR = Fraction(1, 100)
NOBODY, LARGEST, MANY = range(3)

# file, reader, network
LISTS = [
    ("geobeat/ethereum-ips_HEAD.csv.gz", lists.armiarma, "geobeat-ethereum"),
    ("geobeat/ethereum-ips_rev-2cb6ddc_6958.csv", lists.armiarma, "geobeat-ethereum-6958"),
    ("geobeat/filecoin-ips_HEAD.csv.gz", lists.armiarma, "geobeat-filecoin"),
    ("bitcoin-bitnodes-2023/nodes_2023-06-25_e9cc846.csv.gz", lists.bitnodes, "bitnodes"),
    ("solana-validatorsapp/mainnet_validators_2025-02-26.json.gz", lists.validators_app,
     "validators-app-2025-02"),
    ("solana-validatorsapp/mainnet_validators_epoch780.json.gz", lists.validators_app,
     "validators-app-780"),
    ("solana-validatorsapp/mainnet_validators_epoch860.json.gz", lists.validators_app,
     "validators-app-860"),
    ("solana-igroza/raw/2025-10-20T0057_165b8c1.csv", lists.solana_geo, "igroza-solana"),
    ("solana-sept2022/solana_validators_2022-09-03.csv", lists.solana_2022, "solana-2022"),
    ("avalanche-2020/peers.json", lists.avalanche, "avalanche"),
    ("geobeat/celo-ips_HEAD.csv.gz", lists.celo, "celo"),
]
LAYERS = {"celo": "access"}


class Rules:
    """Thresholds of liveness; a half, by convention, without a row."""

    def __init__(self, path):
        self.by_population = {}
        for row in csv.DictReader(open(path, encoding="utf8")):
            sign, fraction = row["liveness"].split(" ")
            self.by_population[row["network"], row["layer"]] = (Fraction(fraction), sign == ">")

    def of(self, network, layer):
        return self.by_population.get((network, layer), (Fraction(1, 2), False))


class Population:
    def __init__(self, nodes, threshold, strict):
        weighs = any(node.get("weight") is not None for node in nodes)
        self.size = (lambda node: node.get("weight") or 0) if weighs else (lambda node: 1)
        self.live = [node for node in nodes if node["up"]]
        self.total = sum(map(self.size, self.live))
        self.availability = Fraction(self.total, sum(map(self.size, nodes)))
        self.threshold, self.strict = threshold, strict

    def entities(self, dimension):
        held = defaultdict(int)
        for node in self.live:
            if node.get(dimension):
                held[node[dimension]] += self.size(node)
        return sorted(filter(None, held.values()), reverse=True)

    def coverage(self, dimension):
        return Fraction(sum(self.entities(dimension)), self.total)

    def held(self, dimension, unknown):
        """Weights and their sum, with the unknown belonging to nobody, the largest or many."""
        weights = self.entities(dimension)
        known = sum(weights)
        if unknown == LARGEST:
            weights[0] += self.total - known
        return weights, known if unknown == NOBODY else self.total

    def margin(self, dimension, unknown):
        weights, total = self.held(dimension, unknown)
        return (self.threshold - Fraction(weights[0], total)) / self.threshold

    def diversity(self, unknown):
        weights, total = self.held("provider", unknown)
        effective = Fraction(total * total, sum(weight * weight for weight in weights))
        return min((effective - 1) / 9, Fraction(1))

    def index(self, unknown):
        if any(not self.entities(each) for each in ("provider", "site", "country")):
            return None
        product = max(FLOOR, self.availability) * max(FLOOR, self.diversity(unknown))
        for dimension in ("provider", "site", "country"):
            product *= max(FLOOR, self.margin(dimension, unknown))
        return 100 * float(product) ** (1 / 6)  # no incident is open, so the headroom is 1

    def halting(self):
        halting = []
        for dimension in ("provider", "site", "country", "client", "operator"):
            weights = self.entities(dimension)
            if weights:
                share = Fraction(weights[0], sum(weights))
                if share > self.threshold or share == self.threshold and not self.strict:
                    halting.append(dimension)
        return halting


def report(network, layer, nodes, tables, rules):
    population = Population([tables.place(node) for node in nodes], *rules.of(network, layer))
    figures = [population.index(unknown) for unknown in (NOBODY, LARGEST, MANY)]
    coverages = [float(population.coverage(each)) for each in ("provider", "site", "country")]
    print(
        network, layer, len(population.live), *figures, ",".join(population.halting()) or "-",
        *coverages, sep="\t",
    )


def main(data, providers, cities, networks, modules, codes):
    folder = pathlib.Path(data) / "nodes"
    tables = lists.Tables(providers, cities, pathlib.Path(modules))
    rules = Rules(networks)
    codes = set(codes.split(","))
    for file, read, network in LISTS:
        # a node that is listed twice is what it was said to be last
        nodes = dict(read(folder / file, codes))
        report(network, LAYERS.get(network, "consensus"), nodes.values(), tables, rules)
    networks = lists.cosmos(folder / "cosmos-obajay/cosmos_nodes_2024-03.csv", codes)
    for network, nodes in networks.items():
        report(network, "consensus", nodes.values(), tables, rules)


main(*sys.argv[1:])
