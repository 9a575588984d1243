"""Loads order-state, order-state.commercial and line-state into a DuckDB file, the way an analyst would.

    duckdb_load.py --brokers HOST:PORT --registry URL FILE

Each topic becomes a table of its name, - and . as _, with one row per key: the latest one. Nested records
become columns a_b, lists become JSON text.
"""

import argparse
import base64
import datetime
import io
import json
import struct
import subprocess
import urllib.request

import duckdb
import fastavro

TOPICS = ["order-state", "order-state.commercial", "line-state"]


def records(brokers, topic):
    """Key and value bytes of each committed record, oldest first; kcat frames them by their lengths."""
    command = ["kcat", "-b", brokers, "-C", "-t", topic, "-o", "beginning", "-e", "-q", "-f", "%K %S\n%k%s",
               "-X", "isolation.level=read_committed"]
    out = io.BytesIO(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    while head := out.readline():
        key_size, value_size = map(int, head.split())
        key = out.read(max(key_size, 0)).decode()
        yield key, out.read(value_size) if value_size >= 0 else None


class Registry:
    def __init__(self, url):
        self.url = url
        self.schemas = {}

    def decode(self, value):
        """A value in Confluent's wire format: 0, the schema's id in four bytes, Avro."""
        magic, number = struct.unpack(">bI", value[:5])
        if magic != 0:
            raise ValueError(f"not the wire format: first byte {magic}")
        if number not in self.schemas:
            with urllib.request.urlopen(f"{self.url}/schemas/ids/{number}", timeout=10) as answer:
                self.schemas[number] = fastavro.parse_schema(json.loads(json.load(answer)["schema"]))
        return fastavro.schemaless_reader(io.BytesIO(value[5:]), self.schemas[number])


def plain(value):
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, (datetime.datetime, datetime.date)) else str(value)


def flat(record, prefix=""):
    for name, value in record.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}_")
        elif isinstance(value, list):
            yield prefix + name, json.dumps(value, default=plain)
        else:
            yield prefix + name, value


SQL_TYPES = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", datetime.datetime: "TIMESTAMPTZ"}


def load(database, table, rows):
    columns = {}
    for row in rows.values():
        for name, value in row.items():
            if columns.get(name) is None:
                columns[name] = None if value is None else SQL_TYPES.get(type(value), "VARCHAR")
    described = ", ".join(f'"{name}" {kind or "VARCHAR"}' for name, kind in columns.items())
    database.execute(f'CREATE OR REPLACE TABLE {table} (key VARCHAR PRIMARY KEY, {described})')
    if rows:
        marks = ", ".join("?" * (len(columns) + 1))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})",
                             [[key, *(row.get(name) for name in columns)] for key, row in rows.items()])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brokers", required=True)
    parser.add_argument("--registry", required=True, help="base address of the Confluent API")
    parser.add_argument("file")
    args = parser.parse_args()
    registry = Registry(args.registry)
    database = duckdb.connect(args.file)
    for topic in TOPICS:
        rows = {}
        for key, value in records(args.brokers, topic):
            if value is None:
                rows.pop(key, None)
            else:
                rows[key] = dict(flat(registry.decode(value)))
        load(database, topic.replace("-", "_").replace(".", "_"), rows)
    database.close()


if __name__ == "__main__":
    main()
