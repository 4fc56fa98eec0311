"""Recorded lists of nodes as rows of attributes: read from the files, placed by the tables.

Shares no code with the product, only its tables of spellings (providers.csv, cities.csv), its rules
(networks.csv) and the IP tables that it ships.
"""

import bisect
import csv
import gzip
import io
import ipaddress
import json
import re
import unicodedata

LEGAL_FORMS = set(
    "inc incorporated llc ltd limited ltda gmbh bv corp corporation co plc sas srl pte pty uab".split()
)
LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"
}
CLOUD = re.compile(r"(AWS|Google Cloud|Microsoft Azure|Oracle Cloud)(.*) \(([a-z0-9-]+)\)$")
FRANKENDANCER = re.compile(r"0\.[1-9]\d{2,3}\.(\d+-[a-z]+\.)?\d{4,6}$")
AGAVE = re.compile(r"[2-9]\.\d+\.\d+(-[a-z]+\.\d+)?$")
CLIENT_IDS = {
    "solanalabs": "solana-labs", "jitolabs": "jito", "agavepaladin": "paladin", "agavebam": "bam"
}


def words(text):
    """Runs of letters and digits."""
    plain = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in text)
    return plain.split()


class Providers:
    def __init__(self, path):
        self.by_key, self.by_asn = {}, {}
        for row in csv.DictReader(open(path, encoding="utf8")):
            for spelling in [row["id"], row["name"], *row["aliases"].split(";")]:
                self.by_key[self.key(spelling)] = row["id"]
            for asn in row["asns"].split():
                self.by_asn[int(asn)] = row["id"]

    @staticmethod
    def key(spelling):
        kept = words(spelling.lower().replace(".", ""))
        while len(kept) > 1 and kept[-1] in LEGAL_FORMS:
            kept.pop()
        return "".join(kept)

    def named(self, spelling):
        without_remark = re.sub(r"\s*\([^()]*\)$", "", spelling)
        return self.by_key.get(
            self.key(spelling), self.by_key.get(self.key(without_remark), spelling)
        )


class Cities:
    def __init__(self, path):
        self.aliases = {}
        for row in csv.DictReader(open(path, encoding="utf8")):
            for alias in row["aliases"].split(";"):
                self.aliases[row["country"], self.spelling(alias)] = self.spelling(row["city"])

    @staticmethod
    def spelling(city):
        lower = city.lower()
        for letter, plain in LETTERS.items():
            lower = lower.replace(letter, plain)
        decomposed = unicodedata.normalize("NFD", lower)
        plain = "".join(c for c in decomposed if unicodedata.category(c)[0] != "M")
        return "-".join(words(unicodedata.normalize("NFC", plain)))

    def named(self, country, city):
        spelling = self.spelling(city)
        return self.aliases.get((country, spelling), spelling) or None


class Addresses:
    """Rows of ranges; of overlapping ones the one that starts later wins."""

    def __init__(self, paths):
        self.rows = {4: ([], [], [], []), 6: ([], [], [], [])}
        self.organizations = {}
        for path in paths:
            for row in csv.reader(open(path, encoding="utf8")):
                first, last = ipaddress.ip_address(row[0]), ipaddress.ip_address(row[1])
                starts, ends, furthest, values = self.rows[first.version]
                starts.append(int(first))
                ends.append(int(last))
                furthest.append(max(int(last), furthest[-1] if furthest else 0))
                values.append(row[2])
                if len(row) > 3:
                    self.organizations.setdefault(int(row[2]), row[3])

    def of(self, address):
        if address is None:
            return None
        starts, ends, furthest, values = self.rows[address.version]
        number = int(address)
        i = bisect.bisect_right(starts, number) - 1
        while i >= 0 and furthest[i] >= number:
            if ends[i] >= number:
                return values[i]
            i -= 1
        return None


class Tables:
    def __init__(self, providers, cities, modules):
        self.providers, self.cities = Providers(providers), Cities(cities)
        folder = modules / "@ip-location-db"
        asns, countries = folder / "asn", folder / "geo-whois-asn-country"
        self.asns = Addresses([asns / "asn-ipv4.csv", asns / "asn-ipv6.csv"])
        self.countries = Addresses(
            [countries / f"geo-whois-asn-country-ipv{version}.csv" for version in (4, 6)]
        )

    def place(self, node):
        """Adds what follows from what is declared; what is declared wins."""
        address = parsed(node.get("ip"))
        asn = node.get("asn") or self.asns.of(address)
        provider = None
        if node.get("provider"):
            provider = self.providers.named(node["provider"])
        elif asn:
            organization = self.asns.organizations.get(int(asn))
            provider = self.providers.by_asn.get(int(asn)) or (
                organization and self.providers.named(organization)
            )
        country = node.get("country") or self.countries.of(address)
        site = None
        if provider and node.get("region"):
            site = provider + "/" + node["region"]
        elif provider and country:
            city = node.get("city") and self.cities.named(country, node["city"])
            site = "/".join(filter(None, [provider, country, city]))
        node.update(provider=provider, country=country, site=site)
        return node


def parsed(ip):
    if not ip:
        return None
    address = ipaddress.ip_address(ip.strip("[]"))
    address = getattr(address, "ipv4_mapped", None) or address
    return address if address.is_global else None  # others tell nothing of where a node is


def opened(path):
    raw = gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")
    return io.TextIOWrapper(raw, "utf8", newline="")


def rows(path):
    for row in csv.DictReader(opened(path)):
        yield {key: (value or "").strip() for key, value in row.items()}


def solana_client(said, version):
    letters = re.sub("[^a-z0-9]", "", (said or "").lower())
    if letters and not letters.startswith("unknown"):
        return CLIENT_IDS.get(letters, re.sub("[^a-z0-9]+", "-", said.strip().lower()))
    if AGAVE.match(version or ""):
        return "agave"
    return "frankendancer" if FRANKENDANCER.match(version or "") else None


def solana_geo(path, codes):
    for row in rows(path):
        asn = row["HostingCompanyId"]
        yield row["NodePubkey"], {
            "up": True, "ip": row["IP"], "asn": asn[2:], "provider": row["Hosting"],
            "country": row["Country"], "city": row["City"], "operator": row["Name"],
            "client": solana_client(None, row["ValidatorVersion"]),
            "weight": int(row["ActivatedStake"]),
        }


def validators_app(path, codes):
    for row in json.load(opened(path)):
        key = re.match(r"\d+-([A-Z]{2})-(.*)$", row.get("data_center_key") or "")
        number = row.get("autonomous_system_number")
        yield row["account"], {
            "up": row.get("delinquent") is not True and row.get("is_active") is not False,
            "ip": row.get("ip"), "asn": str(number) if number else None,
            "country": key.group(1) if key and key.group(1) in codes else None,
            "city": key.group(2) if key and key.group(2) != "Unknown" else None,
            "operator": (row.get("name") or "").strip(),
            "client": solana_client(row.get("software_client"), row.get("software_version")),
            "weight": row.get("active_stake"),
        }


def armiarma(path, codes):
    for row in rows(path):
        cloud = CLOUD.match(row["org"])
        number = row.get("as_raw", "").split(" ")[0][2:]
        node = {"up": True, "ip": row["ip"], "asn": number, "country": row["country_code"]}
        node["city"] = row["city"]
        if cloud:
            node.update(provider=cloud.group(1) + cloud.group(2), region=cloud.group(3))
        elif not number:
            node["provider"] = row["isp"] or row["org"]
        yield row["ip"], node


OPINIONS = re.compile(
    r"(?i)(uasf|no2x|nya|bip\W?\d|segwit|signet|bitcoin-qt|nodl|umbrel|mynode|raspiblitz|start9|embassy)\b"
)


def bitcoin_client(agent):
    """The last name that is an implementation's: /Satoshi:27.1.0/Knots:20240801/ is Knots."""
    parts = re.sub(r"\([^()]*\)?", "", agent).split("/")
    names = [part.split(":")[0].strip() for part in parts]
    counted = [name for name in names if name and not OPINIONS.match(name)]
    return counted[-1] if counted else None


def bitnodes(path, codes):
    known = lambda cell: None if cell in ("", "NA") else cell
    for row in rows(path):
        host = row["node_id"].rsplit(":", 1)[0].strip("[]").lower()
        node = {"up": True, "client": bitcoin_client(known(row["user_agent"]) or "")}
        if not (host.endswith((".onion", ".i2p")) or host.startswith("fc") and ":" in host):
            country = known(row["country_code"])
            if row["country_code"] == "NA" and row["timezone"] == "Africa/Windhoek":
                country = "NA"
            asn = known(row["asn"])
            node.update(ip=host, country=country if country in codes else None)
            node.update(city=known(row["city"]), asn=asn and asn[2:])
            node["provider"] = known(row["organization_name"])
        yield row["node_id"], node


def cosmos(path, codes):
    """The nodes of each network."""
    networks = {}
    for row in rows(path):
        network = row["network"].lower()
        asn, _, company = ("" if row["organization"] == "null" else row["organization"]).partition(" ")
        known = lambda cell: None if cell == "null" else cell
        networks.setdefault(network, {})[row["ip"]] = {
            "up": True, "ip": row["ip"], "asn": asn[2:], "provider": company.strip(),
            "country": known(row["country"]), "city": known(row["city"]),
            "operator": known(row["moniker"]),
        }
    return networks


def solana_2022(path, codes):
    for row in rows(path):
        yield row["nodePubkey"], {
            "up": True, "ip": row["ip"], "asn": row["asn"].removeprefix("AS"),
            "provider": row["org"], "country": row["country"],
            "weight": int(row["activatedStake"]),
        }


def avalanche(path, codes):
    for row in json.load(opened(path)):
        yield row["nodeID"], {
            "up": True, "ip": row["ip"], "client": row["version"].split("/")[0],
            "provider": None if row["provider"] == "unknown" else row["provider"],
        }


CELO_COUNTRIES = {
    "Argentina": "AR", "Canada": "CA", "South Korea": "KR", "The Netherlands": "NL",
    "United Kingdom": "GB", "United States": "US",
}


def celo(path, codes):
    for row in rows(path):
        _, _, remark = row["org"].partition(" (")
        region = remark.partition(")")[0]
        yield row["validator_address"] + "/" + row["ip"], {
            "up": True, "ip": row["ip"], "provider": row["isp"], "city": row["city"],
            "country": CELO_COUNTRIES[row["country"]], "operator": row["validator_name"],
            "region": None if region == "GLOBAL" else region,
        }
