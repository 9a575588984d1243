"""Moves a proof's engine time at the pace of ours: ticking.py FILE START_MS."""

import struct
import sys
import time

began = time.monotonic()
with open(sys.argv[1], "r+b", buffering=0) as clock:
    while True:
        now = int(sys.argv[2]) + int((time.monotonic() - began) * 1000)
        clock.seek(0)
        clock.write(struct.pack("<q", now))
        time.sleep(0.05)
