"""Reconciles despatch advices with order exports: lxml's iterparse, then frames of pandas.

    python lxml_pandas.py INPUTS OUTPUT
"""

import pandas
import pyarrow

import shop

# One dtype for all text: where two kinds of text meet, `isin` goes through Python objects and takes ten times as long.
TEXT = pandas.ArrowDtype(pyarrow.string())


def read_units(inputs, sku_of_part):
    """SKU and serial of every unit that was despatched."""
    skus, counts, serials = [], [], []
    for path in shop.advice_files(inputs):
        for sku, of_line in shop.despatch_lines(path, sku_of_part):
            skus.append(sku)
            counts.append(len(of_line))
            serials += of_line
    skus = pandas.Series(skus, dtype=TEXT).repeat(counts).reset_index(drop=True)
    return pandas.DataFrame({"sku": skus, "serial": pandas.Series(serials, dtype=TEXT)})


def read_sales(inputs):
    """One row for each order line, of the columns that matter."""
    files = sorted((inputs / "orders").glob("*.csv"))
    columns = ["sku", "quantity", "status", "serials"]
    # Arrow's parser works on all cores; the C engine takes longer on one.
    frames = [pandas.read_csv(file, usecols=columns, engine="pyarrow", dtype_backend="pyarrow") for file in files]
    sales = pandas.concat(frames, ignore_index=True)
    return sales[sales["status"] != "cancelled"].rename(columns={"serials": "serial"})


def main():
    inputs, output = shop.folders()
    skus, sku_of_part = shop.catalogue(inputs)
    units = read_units(inputs, sku_of_part)
    sales = read_sales(inputs)

    stock = pandas.DataFrame(index=pandas.Index(sorted(skus), name="sku", dtype=TEXT))
    stock["received"] = units.groupby("sku").size()
    stock["shipped"] = sales[sales["status"] == "shipped"].groupby("sku")["quantity"].sum()
    stock = stock.fillna(0).astype(int)
    stock["on_hand"] = stock["received"] - stock["shipped"]
    stock.to_csv(output / "stock_by_sku.csv")

    in_stock = units[~units["serial"].isin(sales["serial"])]
    in_stock.to_csv(output / "units_in_stock.csv", index=False)

    known = sales["serial"].isin(units["serial"])
    again = sales[known & sales["serial"].duplicated()]
    findings = pandas.concat([again.assign(kind="duplicate-sale"), sales[~known].assign(kind="unknown-serial")])
    findings = findings[["kind", "sku", "serial", "quantity"]].sort_values(["kind", "sku", "serial"])
    findings.to_csv(output / "findings.csv", index=False)


main()
