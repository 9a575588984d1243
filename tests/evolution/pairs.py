"""Random (writer schema, reader schema, value) triples with what fastavro makes of them.

usage: pairs.py COUNT SEED        one JSON object a line: writer, reader, bytes, wanted (hex or null)

`broken` says that the schemas may not fit at all; fastavro notices only when such a value comes.

`wanted` is the value as fastavro read it by both schemas, encoded by the reader's schema; null where
fastavro refuses. The reader keeps to shapes our model has; the writer may have any."""

import io
import json
import random
import sys

import fastavro

PRIMITIVES = ["boolean", "int", "long", "float", "double", "string", "bytes"]
NARROWER = {"long": ["int"], "float": ["int", "long"], "double": ["int", "long", "float"],
            "string": ["bytes"], "bytes": ["string"]}


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.names = 0
        self.broken = False  # a type was replaced by one that may have nothing to do with it

    def name(self, prefix):
        self.names += 1
        return f"{prefix}{self.names}"

    def chance(self, percent):
        return self.random.randrange(100) < percent

    # ---- the reader ----

    def bare(self, depth):
        """A type without null."""
        kind = self.random.choice(PRIMITIVES + ["enum", "fixed"] + (["array", "map", "record"] * 2 if depth else []))
        if kind == "enum":
            symbols = [f"S{i}" for i in range(self.random.randint(1, 5))]
            made = {"type": "enum", "name": self.name("E"), "symbols": symbols}
            if self.chance(40):
                made["default"] = self.random.choice(symbols)
            return made
        if kind == "fixed":
            return {"type": "fixed", "name": self.name("X"), "size": self.random.randint(1, 9)}
        if kind == "array":
            return {"type": "array", "items": self.type(depth - 1)}
        if kind == "map":
            return {"type": "map", "values": self.type(depth - 1)}
        return self.record(depth - 1) if kind == "record" else kind

    def type(self, depth):
        made = self.bare(depth)
        if self.chance(25):
            return ["null", made] if self.chance(60) else [made, "null"]
        return made

    def record(self, depth):
        fields = []
        for _ in range(self.random.randint(1, 5)):
            field = {"name": self.name("f"), "type": self.type(depth)}
            default = self.default(field["type"])
            if default is not NONE and self.chance(60):
                field["default"] = default
            fields.append(field)
        return {"type": "record", "name": self.name("R"), "namespace": "of.test", "fields": fields}

    def default(self, schema):
        """NONE where fastavro would hand out the raw JSON of a default, unlike the specification."""
        if isinstance(schema, list):
            return None if schema[0] == "null" else self.default(schema[0])
        if isinstance(schema, dict):
            if schema["type"] == "enum":
                return self.random.choice(schema["symbols"])
            if schema["type"] == "array":
                item = self.default(schema["items"])
                return [] if item is NONE or self.chance(50) else [item]
            if schema["type"] == "map":
                return {}
            if schema["type"] == "record":
                made = {f["name"]: self.default(f["type"]) for f in schema["fields"]}
                return NONE if NONE in made.values() else made
            return NONE
        if schema == "bytes":
            return NONE
        return self.value(schema)

    # ---- the writer, made from the reader ----

    def older(self, schema, depth=0):
        if isinstance(schema, list):
            inner = schema[1] if schema[0] == "null" else schema[0]
            choice = self.random.randrange(10)
            if choice < 5:
                return ["null", self.older_bare(inner, depth)]
            if choice < 9:
                return self.older_bare(inner, depth)
            return self.union(self.older_bare(inner, depth), True)
        if self.chance(4):
            return self.union(self.older_bare(schema, depth), self.chance(50))
        return self.older_bare(schema, depth)

    def union(self, branch, null):
        branches = [branch] + (["null"] if null else [])
        for other in self.random.sample(PRIMITIVES, 2):
            if other not in branches:
                branches.append(other)
        self.random.shuffle(branches)
        return branches

    def older_bare(self, schema, depth):
        if self.chance(1):
            self.broken = True
            return self.bare(0)
        if isinstance(schema, str):
            return self.random.choice(NARROWER[schema]) if schema in NARROWER and self.chance(40) else schema
        made = dict(schema)
        if made["type"] == "array":
            made["items"] = self.older(made["items"], depth)
        elif made["type"] == "map":
            made["values"] = self.older(made["values"], depth)
        elif made["type"] == "enum":
            symbols = list(made["symbols"]) + (["NEW"] if self.chance(30) else [])
            self.random.shuffle(symbols)
            made["symbols"] = symbols[: max(1, len(symbols) - self.random.randrange(2))]
            made.pop("default", None)
        elif made["type"] == "record":
            made["fields"] = self.older_fields(schema, depth)
            if self.chance(10):
                made["name"] = self.name("Old")
                schema.setdefault("aliases", []).append(made["name"])
        return made

    def older_fields(self, schema, depth):
        fields = []
        for field in schema["fields"]:
            if "default" in field and self.chance(30):
                continue
            made = {"name": field["name"], "type": self.older(field["type"], depth)}
            if self.chance(10):
                made["name"] = self.name("old")
                field.setdefault("aliases", []).append(made["name"])
            fields.append(made)
        while self.chance(30):
            fields.append({"name": self.name("extra"), "type": self.extra()})
        self.random.shuffle(fields)
        return fields

    def extra(self):
        """What only the writer has: anything, recursion too."""
        if self.chance(20):
            name = self.name("List")
            return {"type": "record", "name": name, "fields": [
                {"name": "v", "type": self.type(1)}, {"name": "next", "type": ["null", name]}]}
        return self.union(self.bare(1), True) if self.chance(30) else self.type(2)

    # ---- values ----

    def value(self, schema, named=None, depth=0):
        pick = self.random
        if isinstance(schema, list):
            branch = pick.choice(schema)
            if branch == "null":
                return None
            kind = branch if isinstance(branch, str) else branch["type"]
            name = branch.get("name", kind) if isinstance(branch, dict) else branch
            if kind == "record" and "namespace" in branch:
                name = f"{branch['namespace']}.{name}"
            return (QUALIFIED.get(name, name), self.value(branch, named, depth + 1))
        if isinstance(schema, str):
            return self.primitive(schema, depth)
        kind = schema["type"]
        if kind == "enum":
            return pick.choice(schema["symbols"])
        if kind == "fixed":
            return pick.randbytes(schema["size"])
        if kind == "array":
            return [self.value(schema["items"], named, depth + 1) for _ in range(pick.randrange(4))]
        if kind == "map":
            return {f"k{i}": self.value(schema["values"], named, depth + 1) for i in range(pick.randrange(4))}
        return {f["name"]: self.value(f["type"], named, depth + 1) for f in schema["fields"]
                if f["name"] != "next"} | ({"next": None} if any(f["name"] == "next" for f in schema["fields"]) else {})

    def primitive(self, schema, depth):
        pick = self.random
        if schema == "boolean":
            return self.chance(50)
        if schema == "int":
            return pick.choice([0, -1, 2**31 - 1, -2**31, pick.randrange(-1000, 1000)])
        if schema == "long":
            return pick.choice([0, 2**63 - 1, -2**63, pick.randrange(-2**40, 2**40)])
        if schema in ("float", "double"):
            return pick.choice([0.0, -1.5, 1024.25, pick.randrange(-2**20, 2**20) / 8])
        text = "".join(pick.choice("ab \"\\ä€😀") for _ in range(pick.randrange(8)))
        return text if schema == "string" else text.encode() if self.chance(80) else pick.randbytes(3)


NONE = object()
QUALIFIED = {}


def qualify(schema, namespace=""):
    """Full names of named types as fastavro wants them in (name, value) of a union."""
    if isinstance(schema, list):
        for branch in schema:
            qualify(branch, namespace)
    elif isinstance(schema, dict):
        if schema["type"] in ("record", "enum", "fixed"):
            namespace = schema.get("namespace", namespace)
            QUALIFIED[schema["name"]] = f"{namespace}.{schema['name']}" if namespace else schema["name"]
        for field in schema.get("fields", []):
            qualify(field["type"], namespace)
        qualify(schema.get("items"), namespace)
        qualify(schema.get("values"), namespace)


def encode(schema, value):
    out = io.BytesIO()
    fastavro.schemaless_writer(out, fastavro.parse_schema(json.loads(json.dumps(schema))), value)
    return out.getvalue()


def triple(seed):
    make = Maker(seed)
    reader = make.record(3)
    writer = make.older_bare(reader, 0)
    qualify(writer)
    data = encode(writer, make.value(writer))
    try:
        value = fastavro.schemaless_reader(io.BytesIO(data),
                                           fastavro.parse_schema(json.loads(json.dumps(writer))),
                                           fastavro.parse_schema(json.loads(json.dumps(reader))))
        wanted = encode(reader, value).hex()
    except Exception as error:
        return make, writer, reader, data, None, f"{type(error).__name__}: {error}"
    return make, writer, reader, data, wanted, None


def main():
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    for i in range(count):
        QUALIFIED.clear()
        make, writer, reader, data, wanted, error = triple(seed * 1000003 + i)
        print(json.dumps({"seed": i, "writer": json.dumps(writer), "reader": json.dumps(reader),
                          "bytes": data.hex(), "wanted": wanted, "error": error, "broken": make.broken}))


main()
