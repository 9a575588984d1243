"""Are two runs equal? Reads what `probe dump` wrote of each.

    same.py DUMP_A SCHEMAS_A DUMP_B SCHEMAS_B [BUT]

SCHEMAS is the directory that served as registry, or the address of one. Keys that match the regular
expression BUT are left out of states and dead letters: what only one of the runs was given.

Equal: for each key of each state topic the last value, all fields but version and updated_at; and,
each exactly once in either run, the saga log's entries (saga, seq), the commands (key, attempt) and
the dead letters' keys. The last line has the numbers. Values are read with fastavro.
"""

import collections
import io
import json
import pathlib
import re
import struct
import sys
import urllib.request

import fastavro

STATES = ("order-state", "order-state.commercial", "line-state", "shipment-state", "order-exceptions",
          "orders-per-channel", "fill-rate")
APART = ("version", "updated_at")
NONE = 0xFFFFFFFF
SHOWN = 10


class Decoder:
    def __init__(self, directory):
        self.directory = directory
        self.schemas = {}

    def text_of(self, number):
        if not self.directory.startswith("http"):
            return (pathlib.Path(self.directory) / f"{number}.avsc").read_text()
        with urllib.request.urlopen(f"{self.directory}/schemas/ids/{number}", timeout=10) as answer:
            return json.load(answer)["schema"]

    def __call__(self, value):
        magic, number = struct.unpack(">bI", value[:5])
        assert magic == 0, "not in Confluent wire format"
        if number not in self.schemas:
            self.schemas[number] = fastavro.parse_schema(json.loads(self.text_of(number)))
        return fastavro.schemaless_reader(io.BytesIO(value[5:]), self.schemas[number], None)


def frames(path):
    data = path.read_bytes()
    at = 0
    while at < len(data):
        pair = []
        for _ in range(2):
            (length,) = struct.unpack_from(">I", data, at)
            at += 4
            pair.append(None if length == NONE else data[at:at + length])
            at += 0 if length == NONE else length
        yield pair


def read(dump, schemas, but):
    """({topic: {key: (bytes, decoder)}}, {kind: Counter})."""
    decode = Decoder(schemas)
    states = {topic: {} for topic in STATES}
    once = {"saga entries": collections.Counter(), "commands": collections.Counter(),
            "dead letters": collections.Counter()}
    for path in sorted(pathlib.Path(dump).glob("*.bin")):
        topic = path.stem
        for key, value in frames(path):
            is_named = topic in states or topic.startswith("dlq")
            if is_named and but is not None and re.search(but, key):
                continue
            if topic in states:
                if value is None:
                    states[topic].pop(key, None)
                else:
                    states[topic][key] = value
            elif topic == "saga-log":
                entry = decode(value)
                once["saga entries"][entry["saga"], entry["seq"]] += 1
            elif topic.startswith("cmd."):
                header = decode(value)["header"]
                once["commands"][header["key"], header["attempt"]] += 1
            elif topic.startswith("dlq"):
                once["dead letters"][key] += 1
            else:
                sys.exit(f"same: nobody knows what {topic} holds")
    return decode, states, once


def value_of(decode, data):
    record = decode(data)
    for name in APART:
        record.pop(name, None)
    return record


class Report:
    def __init__(self):
        self.different = 0

    def __call__(self, text):
        self.different += 1
        if self.different <= SHOWN:
            print(text)


def compare_states(left, right, report):
    decode_left, states_left, _ = left
    decode_right, states_right, _ = right
    count = 0
    for topic in STATES:
        keys = states_left[topic].keys() | states_right[topic].keys()
        count += len(keys)
        for key in keys:
            a, b = states_left[topic].get(key), states_right[topic].get(key)
            if a is None or b is None:
                report(f"{topic} {key}: only in the {'second' if a is None else 'first'} run")
                continue
            a, b = value_of(decode_left, a), value_of(decode_right, b)
            for name in a:
                if a[name] != b[name]:
                    report(f"{topic} {key}: {name} is {a[name]} and {b[name]}")
                    break
    return count


def compare_once(left, right, kind, report):
    for which, counter in (("first", left[2][kind]), ("second", right[2][kind])):
        for key, times in counter.items():
            if times != 1:
                report(f"{kind}: {key} is {times} times in the {which} run")
    for key in left[2][kind].keys() ^ right[2][kind].keys():
        which = "first" if key in left[2][kind] else "second"
        report(f"{kind}: {key} is only in the {which} run")
    return len(left[2][kind].keys() | right[2][kind].keys())


def main():
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    but = sys.argv[5].encode() if len(sys.argv) == 6 else None
    left, right = read(*sys.argv[1:3], but), read(*sys.argv[3:5], but)
    report = Report()
    counts = [f"{compare_states(left, right, report)} keys"]
    for kind in left[2]:
        counts.append(f"{compare_once(left, right, kind, report)} {kind}")
    print(f"{', '.join(counts)}, {report.different} different")
    sys.exit(0 if report.different == 0 else 1)


main()
