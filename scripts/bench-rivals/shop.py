"""The shop's files, as the three programs of this folder read them: where they are, the catalogue, the despatch advices."""

import csv
import sys
from pathlib import Path

from lxml import etree

CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def xpath(path):
    """Compiled, and with plain strings as results: those that know their element take half as long again."""
    return etree.XPath(path, namespaces={"cac": CAC, "cbc": CBC}, smart_strings=False)


LINE = f"{{{CAC}}}DespatchLine"
BUYERS_PART = xpath("string(cac:Item/cac:BuyersItemIdentification/cbc:ID)")
SELLERS_PART = xpath("string(cac:Item/cac:SellersItemIdentification/cbc:ID)")
SERIALS = xpath("cac:Item/cac:ItemInstance/cbc:SerialID/text()")


def folders():
    """The inputs and the output folder of the command line; the output folder is made."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} INPUTS OUTPUT")
    inputs, output = Path(sys.argv[1]), Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    return inputs, output


def advice_files(inputs):
    return sorted(map(str, (inputs / "despatch-advices").glob("*.xml")))


def catalogue(inputs):
    """All SKUs, and the SKU of each supplier's part."""
    with open(inputs / "catalogue.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["sku"] for row in rows], {row["supplier_parts"]: row["sku"] for row in rows}


def despatch_lines(path, sku_of_part):
    """SKU and serials of each line of a file. Lines are cleared once read, so that a large file is never in memory."""
    for _, line in etree.iterparse(path, tag=LINE, remove_blank_text=True, huge_tree=True):
        yield BUYERS_PART(line) or sku_of_part[SELLERS_PART(line)], SERIALS(line)
        line.clear()
