"""What real orders must look like, computed by SQL over the original CSV, held against our topics.

    oracle.py olist|eventlog DATA DUMPS SCHEMAS

Of order-state, order-state.commercial and line-state every column is compared that the table in
README.md, beside this file, does not excuse; a column that is neither, or both, fails, as does a row of
the table without a column.

DUMPS holds one folder per cut-off (its name is the time), each with the records of our state topics
that changed since the one before: <topic>.bin, frames of (u32 length, key, u32 length, value). SCHEMAS
is the directory that served as registry. Values are read with fastavro; neither side uses the
product's codec or the replayer's output. The last line says how many were compared, equal, different.
"""

import datetime
import io
import json
import pathlib
import re
import struct
import sys

import duckdb
import fastavro

UNIT = 1000  # quantities are thousandths of the base unit
QUANTITIES = ("ordered open backordered allocated picked shipped cancelled substituted over "
              "in_transit delivered lost returned_to_sender invoiced returned credited inferred").split()
DIFFERENCES_SHOWN = 10

# Each query sees the data as of a cut-off: cells later than it are empty.
OLIST_ORDERS = """
create or replace table o as
select order_id, customer_id, epoch_ms(order_estimated_delivery_date::date::timestamp) as promise,
       order_status in ('canceled', 'unavailable')
         and greatest(p0, coalesce(a0, p0), coalesce(c0, p0), coalesce(d0, p0)) <= $cut as x,
       case when p0 <= $cut then p0 end as p, case when a0 <= $cut then a0 end as a,
       case when c0 <= $cut then c0 end as c, case when d0 <= $cut then d0 end as d
from (select order_id, order_status, customer_id, order_estimated_delivery_date,
             order_purchase_timestamp as p0, order_approved_at as a0,
             order_delivered_carrier_date as c0, order_delivered_customer_date as d0 from orders)
"""
OLIST_LINES = """
select order_id, order_item_id::varchar as line, p is not null as booked,
       case when p is null then 0 when x then 0 else 1 end as net,
       case when p is null then 0 when a is not null then 1 when x then 0 else 1 end as ordered,
       0 as backorder, null::timestamp as picked_at, seller_id as allocation, seller_id as site,
       c as shipped_at, case when c is not null then d end as delivered_at, c is not null as packed,
       case when p is not null then product_id end as item,
       case when p is not null then seller_id end as preferred_site,
       case when p is not null then promise end as promise,
       case when p is not null then round(price * 10000)::bigint end as unit_price
from items join o using (order_id) where p is not null or c is not null
"""
OLIST_PACKAGES = """
select distinct order_id, order_id || '-' || seller_id[1:8] as package, seller_id as site,
       c as shipped_at, d as delivered_at, 0 as attempts, d as scanned_at
from items join o using (order_id) where c is not null
"""
OLIST_HEADERS = """
select order_id, 'MARKETPLACE' as channel, customer_id as customer, p as booked,
       a as acknowledged, x as cancelled, coalesce(payments, 0) as payments,
       coalesce(paid, 0)::bigint as paid, null::timestamp as paid_at
from o left join (select order_id, count(*) as payments, sum(round(payment_value * 10000)) as paid
                  from payments group by 1) using (order_id)
where p is not null
"""

EVENTLOG_EVENTS = """
create or replace table e as
select activity, happened, regexp_extract_all(items, '[0-9]+') as items,
       regexp_extract_all(orders, '[0-9]+') as orders,
       regexp_extract_all(packages, '[0-9]+') as packages, price
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
          and packages[1] = content.package) as attempts,
       (select max(happened) from e where activity in ('failed delivery', 'package delivered')
          and packages[1] = content.package) as scanned_at
from content join item using (item) group by all
"""
EVENTLOG_LINES = """
with picks as (select items[1] as item, min(happened) as happened from e where activity = 'pick item' group by 1),
     shorts as (select distinct items[1] as item from e where activity = 'item out of stock'),
     prices as (select regexp_extract(items, '[0-9]+') as item, round(any_value(price) * 10000)::bigint as price
                from events where activity = 'pick item' group by 1)
select order_id, item as line, true as booked, 1 as net, 1 as ordered,
       (shorts.item is not null)::int as backorder, picks.happened as picked_at,
       'A' as allocation, 'WH' as site, shipped_at, delivered_at, package is not null as packed,
       null as item, null as preferred_site, null as promise, price as unit_price
from item left join picks using (item) left join shorts using (item) left join prices using (item)
     left join content using (item) left join package using (package, order_id)
"""
EVENTLOG_PACKAGES = """
select order_id, package, 'WH' as site, shipped_at, delivered_at, attempts, scanned_at from package
"""
EVENTLOG_HEADERS = """
with pays as (select orders[1] as order_id, count(*) as payments, max(happened) as paid_at,
                     sum(round(price * 10000))::bigint as paid
              from e where activity = 'pay order' group by 1)
select placed.orders[1] as order_id, 'WEB' as channel, null as customer, placed.happened as booked,
       (select min(happened) from e where activity = 'confirm order' and orders[1] = placed.orders[1])
         as acknowledged,
       false as cancelled, coalesce(payments, 0) as payments, coalesce(paid, 0) as paid, paid_at
from e as placed left join pays on pays.order_id = placed.orders[1] where activity = 'place order'
"""

COLUMNS = pathlib.Path(__file__).with_name("README.md")


def ledger_of(line):
    """Domain model 2.5 for one line of quantity 0 or 1, of which nobody reports an allocation."""
    reported = int(line["picked_at"] is not None)
    shipped = int(line["shipped_at"] is not None or line["delivered_at"] is not None)
    delivered = int(line["delivered_at"] is not None)
    picked = max(reported, shipped)
    rest = line["net"] - picked
    backordered = min(max(0, rest), line["backorder"])
    ledger = dict.fromkeys(QUANTITIES, 0)
    ledger.update(ordered=line["ordered"], open=max(0, rest) - backordered, backordered=backordered,
                  picked=picked - shipped, shipped=shipped, cancelled=line["ordered"] - line["net"],
                  over=max(0, -rest), delivered=delivered, in_transit=shipped - delivered,
                  inferred=picked - reported + picked)
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


def live(ledger):
    return ledger["open"] + ledger["backordered"] + ledger["allocated"] + ledger["picked"]


def expected_line(line, ledger, channel):
    leg = {"allocation": line["allocation"], "site": line["site"], "allocated": 0,
           "picked": ledger["picked"] * UNIT, "shipped": ledger["shipped"] * UNIT, "accepted": False}
    legs = [leg] if line["packed"] or line["picked_at"] else []
    moved = (line["picked_at"], line["shipped_at"], line["delivered_at"])
    return {
        "order": "E1:" + line["order_id"], "line": line["line"], "item": line["item"],
        "site": line["preferred_site"], "channel": channel, "status": line_status(line, ledger),
        "ledger": {name: ledger[name] * UNIT for name in QUANTITIES},
        "legs": legs, "leg_count": len(legs),
        "requested_date": None, "promise_original": line["promise"],
        "promise_current": line["promise"], "parent_line": None,
        "completeness": "COMPLETE" if line["booked"] else "PARTIAL",
        "as_of": extremes(milliseconds(time) for time in moved)[1],
    }


def expected_shipment(package):
    confirmed = package["shipped_at"] is not None
    spoken_of = confirmed or package["scanned_at"] is not None
    return {"package": package["package"], "shipment": package["package"] if confirmed else None,
            "site": package["site"], "carrier": None,
            "tracking": package["package"] if spoken_of else None,
            "status": "DELIVERED" if package["delivered_at"] else "UNKNOWN",
            "shipped_at": milliseconds(package["shipped_at"]), "eta": None,
            "delivered_at": milliseconds(package["delivered_at"])}


def expected_order(order_id, header, lines, packages):
    header = header or {}
    first_shipped, last_shipped = extremes(milliseconds(p["shipped_at"]) for p in packages)
    first_delivered, last_delivered = extremes(milliseconds(p["delivered_at"]) for p in packages)
    first_picked, last_picked = extremes(milliseconds(line["picked_at"]) for line, _ in lines)
    times = [milliseconds(header.get(name)) for name in ("booked", "acknowledged", "paid_at")]
    times += [milliseconds(p["scanned_at"]) for p in packages] + [last_picked, last_shipped]
    totals = {name: sum(ledger[name] for _, ledger in lines) for name in QUANTITIES}
    status = order_status(header, [(line_status(*line), line[1]) for line in lines])
    free = totals["shipped"] == 0 and live(totals) == 0
    over = free and status in ("CANCELLED", "DELIVERED")
    return {
        "order": "E1:" + order_id, "entity": "E1" if header else None, "type": "STANDARD",
        "channel": header.get("channel"), "customer": header.get("customer"), "customer_po": None,
        "priority": None, "alloc_class": "REDISTRIBUTE", "ship_complete": False, "partial_allowed": True,
        "invoice_policy": "PER_SHIPMENT", "backorder_policy": "WAIT", "requested_date": None,
        "fulfil_status": status, "return_status": "NONE",
        "billing_status": "NOT_APPLICABLE" if free else "NOT_INVOICED",
        "lifecycle": "CLOSED" if over else "ACTIVE", "active_sagas": [],
        "totals": {name: totals[name] * UNIT for name in QUANTITIES}, "line_count": len(lines),
        "payments": header.get("payments", 0),
        "shipments": sorted((expected_shipment(p) for p in packages), key=lambda p: p["package"]),
        "shipment_count": len(packages),
        "milestones": {"captured": None, "booked": milliseconds(header.get("booked")),
                       "acknowledged": milliseconds(header.get("acknowledged")),
                       "first_picked": first_picked, "first_shipped": first_shipped,
                       "last_shipped": last_shipped, "first_delivered": first_delivered,
                       "last_delivered": last_delivered,
                       "paid": milliseconds(header.get("paid_at"))},
        "completeness": "COMPLETE" if header and (lines or header["cancelled"]) else "PARTIAL",
        "as_of": extremes(times)[1],
    }


def expected_commercial(order_id, header, lines, order, currency):
    """What the files tell of amounts: none is ever invoiced, so all that is wanted or shipped is to be."""
    prices = sorted(((line["line"], line["unit_price"], ledger) for line, ledger in lines),
                    key=lambda price: price[0])

    def worth(quantity):
        return sum((price or 0) * quantity(ledger) for _, price, ledger in prices)

    return {
        "order": "E1:" + order_id, "currency": currency if header else None,
        "ordered": worth(lambda ledger: ledger["ordered"]),
        "shipped": worth(lambda ledger: ledger["shipped"]),
        "to_invoice": worth(lambda ledger: live(ledger) + ledger["shipped"]),
        "invoiced": 0, "credited": 0,
        "paid": (header or {}).get("paid", 0),
        "prices": [{"line": line, "unit_price": price} for line, price, _ in prices][:100],
        "unpriced_lines": sum(price is None for _, price, _ in prices),
        "completeness": order["completeness"],
    }


def expected(base, queries, cut):
    """{topic: {key: what must be true}} as of `cut`."""
    for statement in queries["prepare"].split(";"):
        base.execute(statement.replace("$cut", f"timestamp '{cut}'"))
    headers = {header["order_id"]: header for header in rows(base, queries["headers"])}
    by_order, lines = {}, {}
    for line in rows(base, queries["lines"]):
        ledger = ledger_of(line)
        order_id = line["order_id"]
        lines[f"E1:{order_id}|{line['line']}"] = expected_line(
            line, ledger, headers.get(order_id, {}).get("channel"))
        by_order.setdefault(order_id, ([], []))[0].append((line, ledger))
    shipments = {}
    for package in rows(base, queries["packages"]):
        by_order.setdefault(package["order_id"], ([], []))[1].append(package)
        shipment = shipments.setdefault(package["package"], {
            "orders": set(), "status": "DELIVERED" if package["delivered_at"] else "UNKNOWN",
            "delivered_at": milliseconds(package["delivered_at"]),
            "attempts": package["attempts"]})
        shipment["orders"].add("E1:" + package["order_id"])
    orders = {"E1:" + key: expected_order(key, headers.get(key), *by_order.get(key, ([], [])))
              for key in by_order.keys() | headers.keys()}
    worth = {"E1:" + key: expected_commercial(key, headers.get(key), by_order.get(key, ([], []))[0],
                                              orders["E1:" + key], queries["currency"])
             for key in by_order.keys() | headers.keys()}
    return {"order-state": orders, "order-state.commercial": worth, "line-state": lines,
            "shipment-state": shipments}


def plain(value):
    """A decoded value with its times as milliseconds, as the expectations have them."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return milliseconds(value) if isinstance(value, datetime.datetime) else value


def columns_of(source):
    """{topic: {column: why it cannot be told, or None}} from the table of README.md."""
    columns = {"order-state": {}, "order-state.commercial": {}, "line-state": {}}
    for topic, names, *verdicts in re.findall(r"^\| (order-state|order-state\.commercial|line-state) \| ([^|]+) \|"
                                              r" ([^|]+) \| ([^|]+) \|$", COLUMNS.read_text(), re.M):
        verdict = verdicts[0 if source == "olist" else 1]
        for name in names.replace("`", "").split(", "):
            if name in columns[topic]:
                sys.exit(f"{COLUMNS}: {topic}.{name} stands in it twice")
            columns[topic][name] = None if verdict == "compared" else verdict
    return columns


def check_columns(topic, columns, want, record):
    """The table, the expectation and the record name the same columns."""
    compared = {name for name, excuse in columns.items() if excuse is None}
    faults = [(set(record) - set(columns), f"not in the table of {COLUMNS.name}"),
              (set(columns) - set(record), "in the table, but no column"),
              (compared - set(want), "said to be compared, but nothing is expected of it")]
    for names, fault in faults:
        if names:
            sys.exit(f"{topic}: {', '.join(sorted(names))}: {fault}")


def seen_shipment(record):
    return {"orders": set(record["orders"]), "status": record["status"],
            "delivered_at": milliseconds(record["delivered_at"]), "attempts": record["attempts"]}


SEEN = {"order-state": plain, "order-state.commercial": plain, "line-state": plain, "shipment-state": seen_shipment}


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


def compare(cut, wanted, state, columns, shown):
    compared = different = 0
    for topic, want in wanted.items():
        got = state[topic]
        told = {name for name, excuse in columns.get(topic, {}).items() if excuse is None}
        for key in want.keys() | got.keys():
            if topic == "shipment-state" and key not in want and not got[key]["orders"]:
                continue  # the carrier spoke of a package that no order knows yet
            compared += 1
            pair = [side.get(key) for side in (want, got)]
            if topic in columns and None not in pair:
                if compared == 1:
                    check_columns(topic, columns[topic], *pair)
                pair = [{name: side[name] for name in told} for side in pair]
            if pair[0] != pair[1]:
                different += 1
                if shown + different <= DIFFERENCES_SHOWN:
                    show(cut, topic, key, *pair)
    return compared, different


def open_olist(base, data):
    for table in ("orders", "order_items", "order_payments"):
        name = table.removeprefix("order_")
        base.execute(f"create table {name} as select * from "
                     f"read_csv('{data}/olist_{table}_dataset.csv.zst')")
    return {"prepare": OLIST_ORDERS, "lines": OLIST_LINES, "packages": OLIST_PACKAGES,
            "headers": OLIST_HEADERS, "currency": "BRL"}


def open_eventlog(base, data):
    base.execute(f"""create table events as
        select "ocel:activity" as activity, "ocel:timestamp"::timestamptz at time zone 'UTC' as happened,
               "ocel:type:items" as items, "ocel:type:orders" as orders,
               "ocel:type:packages" as packages, price::double as price
        from read_csv('{data}/ocel_order_simulated.csv.zst', all_varchar = true)""")
    return {"prepare": EVENTLOG_EVENTS, "lines": EVENTLOG_LINES, "packages": EVENTLOG_PACKAGES,
            "headers": EVENTLOG_HEADERS, "currency": None}


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("olist", "eventlog"):
        sys.exit(__doc__)
    source, data, dumps, schemas = sys.argv[1:]
    base = duckdb.connect()
    base.execute("set timezone = 'UTC'")
    queries = (open_olist if source == "olist" else open_eventlog)(base, data)
    decode = Decoder(schemas)
    columns = columns_of(source)
    state = {topic: {} for topic in SEEN}
    compared = different = 0
    for folder in sorted(path for path in pathlib.Path(dumps).iterdir() if path.is_dir()):
        for topic, seen in SEEN.items():
            for key, value in frames(folder / f"{topic}.bin"):
                state[topic][key] = seen(decode(value))
        cut = folder.name.replace("T", " ").replace("Z", "")
        more, wrong = compare(cut, expected(base, queries, cut), state, columns, different)
        print(f"{folder.name}: {more} compared, {wrong} different")
        compared += more
        different += wrong
    print(f"{compared} compared, {compared - different} equal, {different} different")
    sys.exit(0 if different == 0 and compared > 0 else 1)


main()
