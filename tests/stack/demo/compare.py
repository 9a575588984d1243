"""Holds what the source tables say against the analyst's tables, order by order and line by line.

    compare.py --source DIR --analyst DIR [--duckdb FILE] [--quiet]

DIR holds orders.csv and lines.csv. Prints both sides beside each other and how many differ; exits with 1
when any does, when one side lacks an order, or when there is none at all.
"""

import argparse
import csv
import sys

import duckdb

SHOWN = 10


def read(directory, name):
    with open(f"{directory}/{name}.csv", newline="", encoding="utf-8") as file:
        return {row.pop("key"): row for row in csv.DictReader(file)}


def read_duckdb(path, name, columns):
    """The same columns as the analyst's views, from the tables that duckdb_load.py made."""
    nested = {"orders": "totals_", "lines": "ledger_"}[name]
    renamed = {"status": "fulfil_status" if name == "orders" else "status", "booked_at": "milestones_booked",
               "acknowledged_at": "milestones_acknowledged", "shipped_at": "milestones_first_shipped",
               "worth": "order_state_commercial.ordered", "paid": "order_state_commercial.paid"}
    database = duckdb.connect(path, read_only=True)
    table = {"orders": "order_state", "lines": "line_state"}[name]
    there = {row[0] for row in database.execute(f"DESCRIBE {table}").fetchall()}
    chosen = []
    for column in columns:
        source = renamed.get(column, column)
        source = source if source in there or "." in source else nested + column
        chosen.append(f"epoch_ms({source})" if column.endswith("_at") else source)
    joined = "JOIN order_state_commercial USING (key)" if name == "orders" else ""
    rows = database.execute(f"SELECT key, {', '.join(chosen)} FROM {table} {joined}").fetchall()
    return {key: {column: "" if value is None else str(value) for column, value in zip(columns, values)}
            for key, *values in rows}


def differences(name, left, right):
    for key in sorted(left.keys() | right.keys()):
        if key not in left or key not in right:
            yield f"{name} {key}: only in {'the source' if key in left else 'the result'}"
        elif left[key] != right[key]:
            which = [f"{column} {left[key][column] or '-'} became {right[key][column] or '-'}"
                     for column in left[key] if left[key][column] != right[key][column]]
            yield f"{name} {key}: {', '.join(which)}"


def count(rows, column):
    counts = {}
    for row in rows.values():
        counts[row[column]] = counts.get(row[column], 0) + 1
    return counts


def units(rows, column):
    return sum(int(row[column]) for row in rows.values()) / 1000


def print_sides(titles, sides):
    heads = "".join(f"{title:>12}" for title in titles)
    print(f"{'orders by status':<22}{heads}")
    counts = [count(orders, "status") for orders, _ in sides]
    for status in sorted(set().union(*counts)):
        print(f"  {status:<20}" + "".join(f"{each.get(status, 0):>12}" for each in counts))
    print(f"  {'all':<20}" + "".join(f"{len(orders):>12}" for orders, _ in sides))
    print(f"\n{'units':<22}{heads}")
    for column in ["ordered", "open", "backordered", "allocated", "picked", "shipped", "cancelled"]:
        print(f"  {column:<20}" + "".join(f"{units(lines, column):>12.3f}" for _, lines in sides))
    print(f"\n{'amounts':<22}{heads}")
    for column in ["worth", "paid"]:
        sums = [sum(int(row[column]) for row in orders.values()) / 10000 for orders, _ in sides]
        print(f"  {column:<20}" + "".join(f"{each:>12.2f}" for each in sums))
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--source", required=True)
    parser.add_argument("--analyst", required=True)
    parser.add_argument("--duckdb")
    parser.add_argument("--quiet", action="store_true")
    args = parser.parse_args()
    titles = ["source", "PostgreSQL"]
    sides = [tuple(read(each, name) for name in ("orders", "lines")) for each in (args.source, args.analyst)]
    if args.duckdb:
        titles.append("DuckDB")
        columns = [list(next(iter(table.values()), {})) for table in sides[0]]
        sides.append(tuple(read_duckdb(args.duckdb, name, columns[i])
                           for i, name in enumerate(("orders", "lines"))))
    found = [f"{title}: {line}" for title, side in zip(titles[1:], sides[1:])
             for name, left, right in zip(("order", "line"), sides[0], side)
             for line in differences(name, left, right)]
    orders, lines = sides[0]
    if not args.quiet:
        print_sides(titles, sides)
        for line in found[:SHOWN]:
            print(line)
        print(f"{len(orders)} orders and {len(lines)} lines compared: {len(found)} differences")
    sys.exit(1 if found or not orders else 0)


if __name__ == "__main__":
    main()
