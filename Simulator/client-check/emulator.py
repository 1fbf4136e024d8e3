"""The emulator as a child process, and its control API."""

import json
import subprocess
import urllib.request


class Emulator:
    """`skein-sim sources` on a port that the system chooses."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            [program, "sources", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"the emulator says {line!r}")
        self.base = line.removeprefix("listening on ").strip()

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=30)

    def order(self, path, **body):
        request = urllib.request.Request(
            f"{self.base}/control/{path}", data=json.dumps(body).encode(), method="POST")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def ledger(self):
        with urllib.request.urlopen(f"{self.base}/control/ledger", timeout=30) as answer:
            return json.load(answer)

    def texts(self, platform):
        """Texts that the platform has applied, in their order."""
        return [entry["text"] for entry in self.ledger() if entry["platform"] == platform]
