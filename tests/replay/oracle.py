"""What real orders must look like, computed by SQL over the original CSV, held against our topics.

    oracle.py olist|eventlog DATA DUMPS SCHEMAS

DUMPS holds one folder per cut-off (its name is the time), each with the records of our state topics
that changed since the one before: <topic>.bin, frames of (u32 length, key, u32 length, value). SCHEMAS
is the directory that served as registry. Values are read with fastavro; neither side uses the
product's codec or the replayer's output. The last line says how many were compared, equal, different.
"""

import io
import json
import pathlib
import struct
import sys

import duckdb
import fastavro

UNIT = 1000  # quantities are thousandths of the base unit
QUANTITIES = ("ordered open backordered allocated picked shipped cancelled substituted over "
              "in_transit delivered lost returned_to_sender").split()
DIFFERENCES_SHOWN = 10

# Each query sees the data as of a cut-off: cells later than it are empty.
OLIST_ORDERS = """
create or replace table o as
select order_id, order_status in ('canceled', 'unavailable')
         and greatest(p0, coalesce(a0, p0), coalesce(c0, p0), coalesce(d0, p0)) <= $cut as x,
       case when p0 <= $cut then p0 end as p, case when a0 <= $cut then a0 end as a,
       case when c0 <= $cut then c0 end as c, case when d0 <= $cut then d0 end as d
from (select order_id, order_status, order_purchase_timestamp as p0, order_approved_at as a0,
             order_delivered_carrier_date as c0, order_delivered_customer_date as d0 from orders)
"""
OLIST_LINES = """
select order_id || '|' || order_item_id as key, order_id, p is not null as booked,
       case when p is null then 0 when x then 0 else 1 end as net,
       case when p is null then 0 when a is not null then 1 when x then 0 else 1 end as ordered,
       0 as backorder, 0 as picked_ever,
       (c is not null)::int as shipped, (c is not null and d is not null)::int as delivered
from items join o using (order_id) where p is not null or c is not null
"""
OLIST_PACKAGES = """
select distinct order_id, order_id || '-' || seller_id[1:8] as package, c as shipped_at,
       d as delivered_at, 0 as attempts
from items join o using (order_id) where c is not null
"""
OLIST_HEADERS = """
select order_id, p as booked, a as acknowledged, x as cancelled, null::timestamp as paid,
       null::timestamp as first_picked
from o where p is not null
"""

EVENTLOG_EVENTS = """
create or replace table e as
select activity, happened, regexp_extract_all(items, '[0-9]+') as items,
       regexp_extract_all(orders, '[0-9]+') as orders,
       regexp_extract_all(packages, '[0-9]+') as packages
from events where happened <= $cut;
create or replace table item as
select unnest(items) as item, orders[1] as order_id from e where activity = 'place order';
create or replace table content as
select unnest(items) as item, packages[1] as package from e where activity = 'create package';
create or replace table package as
select content.package, item.order_id,
       (select min(happened) from e where activity = 'send package' and packages[1] = content.package)
         as shipped_at,
       (select min(happened) from e where activity = 'package delivered'
          and packages[1] = content.package) as delivered_at,
       (select count(*) from e where activity = 'failed delivery'
          and packages[1] = content.package) as attempts
from content join item using (item) group by all
"""
EVENTLOG_LINES = """
with picks as (select items[1] as item, min(happened) as happened from e where activity = 'pick item' group by 1),
     shorts as (select distinct items[1] as item from e where activity = 'item out of stock')
select order_id || '|' || item as key, order_id, true as booked, 1 as net, 1 as ordered,
       (shorts.item is not null)::int as backorder, (picks.item is not null)::int as picked_ever,
       (package.shipped_at is not null or package.delivered_at is not null)::int as shipped,
       (package.delivered_at is not null)::int as delivered
from item left join picks using (item) left join shorts using (item)
     left join content using (item) left join package using (package, order_id)
"""
EVENTLOG_PACKAGES = "select order_id, package, shipped_at, delivered_at, attempts from package"
EVENTLOG_HEADERS = """
select placed.orders[1] as order_id, placed.happened as booked,
       (select min(happened) from e where activity = 'confirm order' and orders[1] = order_id)
         as acknowledged,
       false as cancelled,
       (select max(happened) from e where activity = 'pay order' and orders[1] = order_id) as paid,
       (select min(e.happened) from e join item on item.item = e.items[1]
          where activity = 'pick item' and item.order_id = placed.orders[1]) as first_picked
from e as placed where activity = 'place order'
"""


def ledger_of(line):
    """Domain model 2.5 for one line of quantity 0 or 1."""
    picked = max(line["picked_ever"], line["shipped"])
    rest = line["net"] - picked
    backordered = min(max(0, rest), line["backorder"])
    ledger = dict.fromkeys(QUANTITIES, 0)
    ledger.update(ordered=line["ordered"], open=max(0, rest) - backordered, backordered=backordered,
                  picked=picked - line["shipped"], shipped=line["shipped"],
                  cancelled=line["ordered"] - line["net"], over=max(0, -rest),
                  delivered=line["delivered"], in_transit=line["shipped"] - line["delivered"])
    return ledger


def line_status(line, ledger):
    """Domain model 2.6, first match wins."""
    live = ledger["open"] + ledger["backordered"] + ledger["allocated"] + ledger["picked"]
    if not line["booked"]:
        return "CAPTURED"
    if live == 0 and ledger["shipped"] == 0:
        return "CANCELLED"
    if live == 0:
        return "DELIVERED" if ledger["delivered"] == ledger["shipped"] else "SHIPPED"
    if ledger["shipped"] > 0:
        return "PARTIALLY_SHIPPED"
    if ledger["picked"] > 0:
        return "PICKED" if live == ledger["picked"] else "IN_WAREHOUSE"
    return "BACKORDERED" if ledger["backordered"] > 0 else "OPEN"


def order_status(header, lines):
    """Domain model 2.6 over (status, ledger) of the lines."""
    if not lines:
        return "CANCELLED" if header and header["cancelled"] else "OPEN"
    kept = [line for line in lines if line[0] not in ("CANCELLED", "SUBSTITUTED", "REJECTED")]
    if not kept:
        return "CANCELLED"
    statuses = {status for status, _ in kept}
    if statuses == {"DELIVERED"}:
        return "DELIVERED"
    if statuses <= {"DELIVERED", "SHIPPED"}:
        return "SHIPPED"
    if any(ledger["shipped"] > 0 for _, ledger in kept):
        return "PARTIALLY_SHIPPED"
    if statuses & {"PICKED", "IN_WAREHOUSE"}:
        return "IN_WAREHOUSE"
    if any(ledger["backordered"] > 0 for _, ledger in kept):
        return "BACKORDERED"
    return "OPEN" if header else "CAPTURED"


def milliseconds(time):
    return None if time is None else round(time.timestamp() * 1000)


def rows(base, query):
    result = base.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def extremes(times):
    times = sorted(time for time in times if time is not None)
    return (times[0], times[-1]) if times else (None, None)


def expected_order(header, lines, packages):
    header = header or {}
    first_shipped, last_shipped = extremes(milliseconds(p["shipped_at"]) for p in packages)
    first_delivered, last_delivered = extremes(milliseconds(p["delivered_at"]) for p in packages)
    return {
        "fulfil_status": order_status(header, lines),
        "totals": {name: sum(ledger[name] for _, ledger in lines) * UNIT for name in QUANTITIES},
        "line_count": len(lines),
        "shipments": {p["package"]: ("DELIVERED" if p["delivered_at"] else "UNKNOWN",
                                     milliseconds(p["shipped_at"]),
                                     milliseconds(p["delivered_at"])) for p in packages},
        "milestones": {"booked": milliseconds(header.get("booked")),
                       "acknowledged": milliseconds(header.get("acknowledged")),
                       "first_picked": milliseconds(header.get("first_picked")),
                       "first_shipped": first_shipped, "last_shipped": last_shipped,
                       "first_delivered": first_delivered, "last_delivered": last_delivered,
                       "paid": milliseconds(header.get("paid"))},
        "completeness": "COMPLETE" if header and (lines or header["cancelled"]) else "PARTIAL",
    }


def expected(base, queries, cut):
    """{topic: {key: what must be true}} as of `cut`."""
    for statement in queries["prepare"].split(";"):
        base.execute(statement.replace("$cut", f"timestamp '{cut}'"))
    by_order, lines = {}, {}
    for line in rows(base, queries["lines"]):
        ledger = ledger_of(line)
        status = line_status(line, ledger)
        lines["E1:" + line["key"]] = {
            "status": status, "ledger": {name: ledger[name] * UNIT for name in QUANTITIES}}
        by_order.setdefault(line["order_id"], ([], []))[0].append((status, ledger))
    shipments = {}
    for package in rows(base, queries["packages"]):
        by_order.setdefault(package["order_id"], ([], []))[1].append(package)
        shipment = shipments.setdefault(package["package"], {
            "orders": set(), "status": "DELIVERED" if package["delivered_at"] else "UNKNOWN",
            "delivered_at": milliseconds(package["delivered_at"]),
            "attempts": package["attempts"]})
        shipment["orders"].add("E1:" + package["order_id"])
    headers = {header["order_id"]: header for header in rows(base, queries["headers"])}
    orders = {"E1:" + key: expected_order(headers.get(key), *by_order.get(key, ([], [])))
              for key in by_order.keys() | headers.keys()}
    return {"order-state": orders, "line-state": lines, "shipment-state": shipments}


def seen_order(record):
    return {"fulfil_status": record["fulfil_status"],
            "totals": {name: record["totals"][name] for name in QUANTITIES},
            "line_count": record["line_count"],
            "shipments": {s["package"]: (s["status"], milliseconds(s["shipped_at"]),
                                         milliseconds(s["delivered_at"]))
                          for s in record["shipments"]},
            "milestones": {name: milliseconds(record["milestones"][name])
                           for name in ("booked", "acknowledged", "first_picked", "first_shipped",
                                        "last_shipped", "first_delivered", "last_delivered",
                                        "paid")},
            "completeness": record["completeness"]}


def seen_line(record):
    return {"status": record["status"],
            "ledger": {name: record["ledger"][name] for name in QUANTITIES}}


def seen_shipment(record):
    return {"orders": set(record["orders"]), "status": record["status"],
            "delivered_at": milliseconds(record["delivered_at"]), "attempts": record["attempts"]}


SEEN = {"order-state": seen_order, "line-state": seen_line, "shipment-state": seen_shipment}


class Decoder:
    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.schemas = {}

    def __call__(self, value):
        magic, number = struct.unpack(">bI", value[:5])
        assert magic == 0, "not in Confluent wire format"
        if number not in self.schemas:
            text = (self.directory / f"{number}.avsc").read_text()
            self.schemas[number] = fastavro.parse_schema(json.loads(text))
        return fastavro.schemaless_reader(io.BytesIO(value[5:]), self.schemas[number], None)


def frames(path):
    data = path.read_bytes()
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        key = data[at + 4:at + 4 + length]
        at += 4 + length
        (length,) = struct.unpack_from(">I", data, at)
        yield key.decode(), data[at + 4:at + 4 + length]
        at += 4 + length


def show(cut, topic, key, want, got):
    if want is None or got is None:
        print(f"{cut} {topic} {key}: {'must not exist' if want is None else 'is missing'}")
        return
    for name in want:
        if want[name] != got[name]:
            print(f"{cut} {topic} {key}: {name} must be {want[name]}, is {got[name]}")


def compare(cut, wanted, state, shown):
    compared = different = 0
    for topic, want in wanted.items():
        got = state[topic]
        for key in want.keys() | got.keys():
            if topic == "shipment-state" and key not in want and not got[key]["orders"]:
                continue  # the carrier spoke of a package that no order knows yet
            compared += 1
            if want.get(key) != got.get(key):
                different += 1
                if shown + different <= DIFFERENCES_SHOWN:
                    show(cut, topic, key, want.get(key), got.get(key))
    return compared, different


def open_olist(base, data):
    for table in ("orders", "order_items"):
        name = "items" if table == "order_items" else table
        base.execute(f"create table {name} as select * from "
                     f"read_csv('{data}/olist_{table}_dataset.csv.zst')")
    return {"prepare": OLIST_ORDERS, "lines": OLIST_LINES, "packages": OLIST_PACKAGES,
            "headers": OLIST_HEADERS}


def open_eventlog(base, data):
    base.execute(f"""create table events as
        select "ocel:activity" as activity, "ocel:timestamp"::timestamptz at time zone 'UTC' as happened,
               "ocel:type:items" as items, "ocel:type:orders" as orders,
               "ocel:type:packages" as packages
        from read_csv('{data}/ocel_order_simulated.csv.zst', all_varchar = true)""")
    return {"prepare": EVENTLOG_EVENTS, "lines": EVENTLOG_LINES, "packages": EVENTLOG_PACKAGES,
            "headers": EVENTLOG_HEADERS}


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("olist", "eventlog"):
        sys.exit(__doc__)
    source, data, dumps, schemas = sys.argv[1:]
    base = duckdb.connect()
    base.execute("set timezone = 'UTC'")
    queries = (open_olist if source == "olist" else open_eventlog)(base, data)
    decode = Decoder(schemas)
    state = {topic: {} for topic in SEEN}
    compared = different = 0
    for folder in sorted(path for path in pathlib.Path(dumps).iterdir() if path.is_dir()):
        for topic, seen in SEEN.items():
            for key, value in frames(folder / f"{topic}.bin"):
                state[topic][key] = seen(decode(value))
        cut = folder.name.replace("T", " ").replace("Z", "")
        more, wrong = compare(cut, expected(base, queries, cut), state, different)
        print(f"{folder.name}: {more} compared, {wrong} different")
        compared += more
        different += wrong
    print(f"{compared} compared, {compared - different} equal, {different} different")
    sys.exit(0 if different == 0 and compared > 0 else 1)


main()
