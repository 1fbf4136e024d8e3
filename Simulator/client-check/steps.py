"""Counts what a client could do and what it could not."""

import asyncio
import struct
import traceback
import zlib

DEADLINE = 60


class Steps:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    async def run(self, client, *steps):
        for step in steps:
            name = f"{client}: {step.__name__.replace('_', ' ')}"
            try:
                await asyncio.wait_for(step(), DEADLINE)
            except Exception:  # whatever a foreign library throws
                self.failed += 1
                print(f"FAILED {name}")
                traceback.print_exc(limit=-4)
            else:
                self.passed += 1
                print(f"passed {name}")


def equal(found, wanted):
    if found != wanted:
        raise AssertionError(f"{found!r} is not {wanted!r}")


def png(width=3, height=2):
    """A grey picture, small but whole."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
