"""Calibrates the demo's populations from recorded lists: populations.csv on standard output.

Takes the folder of the recorded data. Solana and Filecoin are counted in full, Ethereum is scaled
to 1,000 nodes. No address, key or name of a node is in the result: only how many nodes, and how
much stake, there are of a company in a place.
"""

import csv
import gzip
import io
import ipaddress
import json
import pathlib
import re
import sys
from collections import defaultdict

SOLANA = "nodes/solana-igroza/raw/2025-10-20T0057_165b8c1.csv"
ETHEREUM = "nodes/geobeat/ethereum-ips_HEAD.csv.gz"
FILECOIN = "nodes/geobeat/filecoin-ips_HEAD.csv.gz"
RANGES = "ipdb/cloud-prefixes"
SCALED_TO = 1000
NAMED_FROM = 0.005  # a city is named from this share of the population

COLUMNS = (
    "network,layer,provider,asn,region,country,city,client,nodes,weight".split(",")
)


class Regions:
    """The regions of the ranges that AWS and Google Cloud publish; the longest range wins."""

    def __init__(self, folder):
        self.by_length = defaultdict(dict)
        aws = json.load(gzip.open(folder / "aws_ip-ranges_2026-08.json.gz"))
        for prefix in aws["prefixes"]:
            self.add(prefix["ip_prefix"], prefix["region"])
        google = json.load(open(folder / "gcp_cloud_2025-07.json", encoding="utf8"))
        for prefix in google["prefixes"]:
            if "ipv4Prefix" in prefix:
                self.add(prefix["ipv4Prefix"], prefix["scope"])
        self.lengths = sorted(self.by_length, reverse=True)

    def add(self, prefix, region):
        network = ipaddress.ip_network(prefix)
        if region.lower() != "global":
            self.by_length[network.prefixlen][int(network.network_address)] = region

    def of(self, address):
        if ":" in address:
            return ""
        number = int(ipaddress.ip_address(address))
        for length in self.lengths:
            start = number >> (32 - length) << (32 - length)
            if start in self.by_length[length]:
                return self.by_length[length][start]
        return ""


def rows(path):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as raw:
        yield from csv.DictReader(io.TextIOWrapper(raw, "utf8"))


def solana(row, regions):
    asn = row["HostingCompanyId"].strip()
    known = asn.startswith("AS")
    return {
        "provider": " ".join(row["Hosting"].split()) if known else "",
        "asn": asn[2:] if known else "",
        "region": regions.of(row["IP"]) if row["IP"] else "",
        "country": row["Country"].strip() if known else "",
        "city": row["City"].strip() if known else "",
        # Firedancer counts its versions from 0
        "client": "firedancer" if row["ValidatorVersion"].startswith("0.") else "agave",
        "weight": int(row["ActivatedStake"]),
    }


def geobeat(row, regions):
    number = row["as_raw"].split(" ")[0]
    return {
        # without the region in brackets, which is one of several
        "provider": re.sub(r" *\([^)]*\)$", "", row["org"].strip() or row["isp"].strip()),
        "asn": number[2:] if number.startswith("AS") else "",
        "region": regions.of(row["ip"]),
        "country": row["country_code"].strip(),
        "city": row["city"].strip(),
        "client": "",
        "weight": None,
    }


def by_company(nodes):
    """One name an autonomous system, the one that most of its nodes have."""
    names = defaultdict(lambda: defaultdict(int))
    for node in nodes:
        names[node["asn"]][node["provider"]] += 1
    for node in nodes:
        if node["asn"]:
            node["provider"] = max(names[node["asn"]].items(), key=lambda item: (item[1], item[0]))[0]


def without_small_cities(nodes):
    size = lambda node: 1 if node["weight"] is None else node["weight"]
    total = sum(map(size, nodes))
    held = defaultdict(int)
    for node in nodes:
        held[node["asn"], node["country"], node["city"]] += size(node)
    for node in nodes:
        if held[node["asn"], node["country"], node["city"]] < NAMED_FROM * total:
            node["city"] = ""


def scaled(nodes, to):
    """Every k-th of the sorted nodes: each group keeps its share to within one node."""
    nodes = sorted(nodes, key=group)
    return [nodes[(2 * i + 1) * len(nodes) // (2 * to)] for i in range(to)]


def group(node):
    return tuple(node[column] for column in COLUMNS[2:8])


def write(out, network, layer, nodes):
    counted = defaultdict(lambda: [0, 0])
    for node in nodes:
        counted[group(node)][0] += 1
        counted[group(node)][1] += node["weight"] or 0
    weighs = any(node["weight"] is not None for node in nodes)
    for key in sorted(counted, key=lambda key: (-counted[key][1], -counted[key][0], key)):
        count, weight = counted[key]
        out.writerow([network, layer, *key, count, weight if weighs else ""])


def read(path, parse, regions):
    nodes = [parse(row, regions) for row in rows(path)]
    by_company(nodes)
    without_small_cities(nodes)
    return nodes


def main(data):
    regions = Regions(data / RANGES)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    write(out, "solana", "consensus", read(data / SOLANA, solana, regions))
    ethereum = read(data / ETHEREUM, geobeat, regions)
    write(out, "ethereum", "execution", scaled(ethereum, SCALED_TO))
    write(out, "filecoin", "storage", read(data / FILECOIN, geobeat, regions))


main(pathlib.Path(sys.argv[1]))
