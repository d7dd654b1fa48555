"""Reconciles despatch advices with order exports: lxml in two processes, then lazy frames of Polars.

    python lxml_polars.py INPUTS OUTPUT
"""

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

import shop

PROCESSES = 2


def read_advice(path, sku_of_part):
    """A file's SKUs, its number of units of each, and all its serials as one text: that is what pickles fastest."""
    skus, counts, serials = [], [], []
    for sku, of_line in shop.despatch_lines(path, sku_of_part):
        skus.append(sku)
        counts.append(len(of_line))
        serials += of_line
    return skus, counts, "\n".join(serials)


def read_units(inputs, sku_of_part):
    """SKU and serial of every unit that was despatched."""
    skus, counts, serials = [], [], []
    # Polars is not imported yet: it has threads, and what has threads must not fork.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        read = partial(read_advice, sku_of_part=sku_of_part)
        for of_file in pool.map(read, shop.advice_files(inputs), chunksize=4):
            skus += of_file[0]
            counts += of_file[1]
            serials += of_file[2].split("\n")
    import polars

    lines = polars.LazyFrame({"sku": skus, "count": counts})
    return lines.select(polars.col("sku").repeat_by("count").explode()), polars.LazyFrame({"serial": serials})


def main():
    inputs, output = shop.folders()
    skus, sku_of_part = shop.catalogue(inputs)
    unit_skus, unit_serials = read_units(inputs, sku_of_part)
    import polars
    from polars import col

    units = polars.concat([unit_skus, unit_serials], how="horizontal").collect().lazy()
    sales = (
        polars.scan_csv(inputs / "orders" / "*.csv", infer_schema=False)
        .filter(col("status") != "cancelled")
        .select("sku", col("quantity").cast(int), shipped=col("status") == "shipped", serial="serials")
        .collect()
        .lazy()
    )
    received = units.group_by("sku").agg(received=polars.len())
    shipped = sales.filter("shipped").group_by("sku").agg(shipped=col("quantity").sum())
    stock = (
        polars.LazyFrame({"sku": skus})
        .join(received, on="sku", how="left")
        .join(shipped, on="sku", how="left")
        .with_columns(col("received", "shipped").fill_null(0).cast(int))
        .with_columns(on_hand=col("received") - col("shipped"))
        .sort("sku")
    )
    in_stock = units.join(sales, on="serial", how="anti")
    by_serial = sales.group_by("serial").agg(col("sku").first(), quantity=polars.len().cast(int) - 1)
    duplicates = by_serial.filter(col("quantity") > 0).join(units, on="serial", how="semi")
    unknown = sales.join(units, on="serial", how="anti")
    columns = ["kind", "sku", "serial", "quantity"]
    findings = polars.concat(
        [
            duplicates.with_columns(kind=polars.lit("duplicate-sale")).select(columns),
            unknown.with_columns(kind=polars.lit("unknown-serial")).select(columns),
        ]
    ).sort(columns)

    results = {"stock_by_sku": stock, "units_in_stock": in_stock, "findings": findings}
    for name, frame in zip(results, polars.collect_all(results.values())):
        frame.write_csv(output / f"{name}.csv")


main()
