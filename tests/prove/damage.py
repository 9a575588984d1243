"""Flips a byte in each half KiB of the data of every table file: damage.py STATE_DIRECTORY."""

import pathlib
import sys

changed = 0
for path in pathlib.Path(sys.argv[1]).glob("*.sst"):
    data = bytearray(path.read_bytes())
    for at in range(16, len(data) * 3 // 4, 512):
        data[at] ^= 0x5A
        changed += 1
    path.write_bytes(data)
print(f"{changed} bytes changed")
sys.exit(0 if changed > 0 else 1)
