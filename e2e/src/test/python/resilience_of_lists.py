"""The resilience index and the stress of methodology 2 of every recorded list, by exact fractions.

Arguments: the folder of the data, providers.csv, cities.csv, networks.csv, the folder of the IP
tables (node_modules), and the ISO country codes apart by commas. Prints a line a list: network,
layer, live nodes, index, low, high, halting dimensions, coverage of provider, site and country;
then, for each of SCENARIOS, what is lost, what may be, and whether that halts; at last the least
and the greatest joint Nakamoto coefficient.
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
EU = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())

# name, dimension, entities or how many of the largest
SCENARIOS = [
    ("aws", "provider", {"aws"}),
    ("big-three", "provider", {"aws", "azure", "gcp"}),
    ("two-largest-providers", "provider", 2),
    ("EU", "country", EU),
    ("largest-country", "country", 1),
    ("largest-client", "client", 1),
]
JOINT = ("provider", "country", "client", "operator")
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

    def held_by(self, dimension):
        held = defaultdict(int)
        for node in self.live:
            if node.get(dimension):
                held[node[dimension]] += self.size(node)
        return {entity: weight for entity, weight in held.items() if weight}

    def entities(self, dimension):
        return sorted(self.held_by(dimension).values(), reverse=True)

    def reaches(self, weight):
        """Whether the loss of so much halts it."""
        share = Fraction(weight, self.total)
        return share > self.threshold or share == self.threshold and not self.strict

    def stress(self, dimension, failing):
        if isinstance(failing, int):
            ranked = sorted(self.held_by(dimension).items(), key=lambda each: (-each[1], each[0]))
            failing = {entity for entity, _ in ranked[:failing]}
        lost = sum(self.size(node) for node in self.live if node.get(dimension) in failing)
        unknown = sum(self.size(node) for node in self.live if not node.get(dimension))
        halts = "yes" if self.reaches(lost) else "maybe" if self.reaches(lost + unknown) else "no"
        return [lost / self.total, (lost + unknown) / self.total, halts]

    def joint(self):
        """The least number by the largest shares, and the number that a greedy choice takes."""
        shares = sorted(
            (weight for each in JOINT for weight in self.held_by(each).values()), reverse=True
        )
        least, together = 0, 0
        while least < len(shares) and not self.reaches(together):
            together += shares[least]
            least += 1
        left, lost, greedy = list(self.live), 0, 0
        while not self.reaches(lost):
            gains = defaultdict(int)
            for node in left:
                for number, dimension in enumerate(JOINT):
                    if node.get(dimension):
                        gains[number, node[dimension]] += self.size(node)
            if not any(gains.values()):
                return ["null", "null"]
            number, entity = min(gains, key=lambda key: (-gains[key], key))
            lost += gains[number, entity]
            left = [node for node in left if node.get(JOINT[number]) != entity]
            greedy += 1
        return [least, greedy]

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
    stress = [
        figure
        for _, dimension, failing in SCENARIOS
        for figure in population.stress(dimension, failing)
    ]
    print(
        network, layer, len(population.live), *figures, ",".join(population.halting()) or "-",
        *coverages, *stress, *population.joint(), sep="\t",
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
