"""Reconciles despatch advices with order exports: lxml's iterparse, then SQL in DuckDB.

    python lxml_duckdb.py INPUTS OUTPUT
"""

from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy
import pyarrow

import shop

ORDER_COLUMNS = (
    "channel order_id line_id sku quantity status ordered_at shipped_at serials "
    "buyer_name buyer_email address1 city postcode country unit_price"
).split()


def read_sales(database, inputs):
    """One row for each order line; of its columns DuckDB makes only those that are named here."""
    # Columns that are told need not be guessed from samples of each file.
    columns = {name: "INTEGER" if name == "quantity" else "VARCHAR" for name in ORDER_COLUMNS}
    database.execute(
        """
        CREATE TABLE sales AS
        SELECT sku, quantity, status = 'shipped' AS shipped, serials AS serial
        FROM read_csv($files, auto_detect = false, header = true, delim = ',', quote = '"', columns = $columns)
        WHERE status <> 'cancelled'
        """,
        {"files": str(inputs / "orders" / "*.csv"), "columns": columns},
    )


def read_units(inputs, sku_of_part):
    """SKU and serial of every unit that was despatched."""
    skus, counts, serials = [], [], []
    for path in shop.advice_files(inputs):
        for sku, of_line in shop.despatch_lines(path, sku_of_part):
            skus.append(sku)
            counts.append(len(of_line))
            serials += of_line
    # A line's SKU is one object for all its units.
    codes = numpy.repeat(numpy.arange(len(skus), dtype="int32"), counts)
    skus = pyarrow.DictionaryArray.from_arrays(codes, pyarrow.array(skus))
    return pyarrow.table({"sku": skus, "serial": pyarrow.array(serials)})


def main():
    inputs, output = shop.folders()
    skus, sku_of_part = shop.catalogue(inputs)
    database = duckdb.connect()
    # DuckDB works without Python's lock, so orders are read while lxml is at the advices.
    with ThreadPoolExecutor(1) as other:
        sales = other.submit(read_sales, database.cursor(), inputs)
        despatched = read_units(inputs, sku_of_part)
        sales.result()
    catalogue = pyarrow.table({"sku": skus})
    database.register("catalogue", catalogue)
    database.register("despatched", despatched)
    database.execute("CREATE TABLE units AS SELECT sku::VARCHAR AS sku, serial FROM despatched")

    def write(name, query):
        database.execute(f"COPY ({query}) TO '{output / name}' (HEADER)")

    write(
        "stock_by_sku.csv",
        """
        SELECT sku, coalesce(units, 0) AS received, coalesce(sold, 0) AS shipped, received - shipped AS on_hand
        FROM catalogue
        LEFT JOIN (SELECT sku, count(*) AS units FROM units GROUP BY sku) USING (sku)
        LEFT JOIN (SELECT sku, sum(quantity) AS sold FROM sales WHERE shipped GROUP BY sku) USING (sku)
        ORDER BY sku
        """,
    )
    write("units_in_stock.csv", "SELECT sku, serial FROM units ANTI JOIN sales USING (serial)")
    write(
        "findings.csv",
        """
        SELECT 'duplicate-sale' AS kind, any_value(sku) AS sku, serial, count(*) - 1 AS quantity
        FROM sales SEMI JOIN units USING (serial) GROUP BY serial HAVING count(*) > 1
        UNION ALL
        SELECT 'unknown-serial', sku, serial, quantity FROM sales ANTI JOIN units USING (serial)
        ORDER BY ALL
        """,
    )


main()
