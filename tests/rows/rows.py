"""Which requirement has a test: the rows of rows.txt against the tags in the tests.

    rows.py table                 writes table.md anew from the tags
    rows.py check [BUILD]         fails on a tag of no row, a tag of no test, a table that is stale
    rows.py report BUILD          prints the table with the last results; fails where one is a failure

A tag is one line in a transcript, a test in C or a script: "rows: R33 R36" in the file's comment marks.
BUILD is a build folder; its last ctest run and what ./run prove left in build/proofs are the results.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TAG = re.compile(r"^\W*rows:((?:\s+R\d+)+)\W*$", re.M)
KINDS = {".c", ".sh", ".txt", ".facts"}
# A script of several proofs; any other proves what it is called.
PROOFS = {"replay": ("olist", "eventlog")}


def rows():
    lines = (HERE / "rows.txt").read_text().splitlines()
    return {line.split(" | ")[0]: tuple(line.split(" | ")[1:]) for line in lines}


def tags():
    """{row: [file, ...]}, files relative to tests/."""
    tests = ROOT / "tests"
    found = collections.defaultdict(list)
    for path in sorted(tests.rglob("*")):
        if path.suffix in KINDS and HERE not in path.parents and path.name != "CMakeLists.txt":
            for names in TAG.findall(path.read_text(errors="replace")):
                for row in names.split():
                    found[row].append(path.relative_to(tests).as_posix())
    return found


def cell(files):
    return ", ".join(f"`{file}`" for file in files)


def table(known, found):
    lines = ["# Rows and the tests that name them", "",
             "Written by `tests/rows/rows.py table`. A row of scope OUT is not this system's.", "",
             "| row | scope | title | tests |", "|---|---|---|---|"]
    lines += [f"| {row} | {scope} | {title} | {cell(found.get(row, []))} |"
              for row, (scope, title) in known.items()]
    return "\n".join(lines) + "\n"


def runs_of(build):
    """Of each file of tests/: the ctest tests that run it, by what they call."""
    said = subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True,
                          capture_output=True, text=True)
    tests = [(test["name"], test["command"]) for test in json.loads(said.stdout)["tests"]
             if "command" in test]

    def runs(file):
        path = ROOT / "tests" / file
        program = re.compile(re.escape(path.stem) + r"(_[a-z]+)?$")
        return [name for name, command in tests if str(path) in command
                or path.suffix == ".c" and program.match(pathlib.Path(command[0]).name)]
    return runs


def proofs_of(file):
    path = pathlib.Path(file)
    return PROOFS.get(path.stem, (path.stem.replace("_", "-"),)) if path.parts[0] == "prove" else ()


def faults(known, found, build):
    for row in found.keys() - known.keys():
        yield f"{cell(found[row])}: there is no row {row} in rows.txt"
    if not (HERE / "table.md").exists() or (HERE / "table.md").read_text() != table(known, found):
        yield "table.md is stale: python3 tests/rows/rows.py table"
    if build:
        runs = runs_of(build)
        for file in sorted({file for files in found.values() for file in files}):
            if not runs(file) and not proofs_of(file):
                yield f"{file}: has rows, and no test runs it"


def results(build):
    """{test or proof: passed, failed}; what did not run is missing."""
    log = pathlib.Path(build, "Testing/Temporary/LastTest.log")
    text = log.read_text(errors="replace") if log.exists() else ""
    last = {}
    for part in re.split(r"^\d+/\d+ Testing: ", text, flags=re.M)[1:]:
        name = part.split("\n", 1)[0].strip()
        last[name] = "passed" if re.search(r"^Test Passed\.$", part, re.M) else "failed"
        if re.search(r"^Test Skipped", part, re.M):
            del last[name]
    for path in (ROOT / "build" / "proofs").glob("*"):
        last["prove " + path.name] = path.read_text().split()[0]
    return last


def report(known, found, build):
    runs, last = runs_of(build), results(build)
    failed = set()
    for row, (_, title) in known.items():
        print(f"{row:5} {title}")
        for file in found.get(row, []):
            tests = runs(file) + ["prove " + proof for proof in proofs_of(file)]
            told = collections.Counter(last.get(test, "not run") for test in tests)
            failed |= {test for test in tests if last.get(test) == "failed"}
            print(f"      {file}: " + ", ".join(f"{n} {what}" for what, n in sorted(told.items())))
    bare = [row for row, (scope, _) in known.items() if scope != "OUT" and not found.get(row)]
    print(f"\nwithout a test: {' '.join(bare)}")
    print(f"failed: {', '.join(sorted(failed))}" if failed else "none of the results is a failure")
    ours = sum(scope != "OUT" for scope, _ in known.values())
    print(f"rows: {ours - len(bare)} of {ours} have a test that names them, {len(bare)} have none")
    return not failed


def main():
    command, build = (sys.argv + ["", ""])[1:3]
    known, found = rows(), tags()
    if command == "table":
        (HERE / "table.md").write_text(table(known, found))
    elif command in ("check", "report") and (build or command == "check"):
        wrong = list(faults(known, found, build))
        print("\n".join(wrong), end="\n" if wrong else "")
        sound = report(known, found, build) if command == "report" else True
        sys.exit(0 if sound and not wrong else 1)
    else:
        sys.exit(__doc__)


main()
