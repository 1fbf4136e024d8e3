"""A headless Chromium over its DevTools protocol; the standard library only."""

import base64
import http.client
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time

NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"]
WAIT_SECONDS = 60


def find():
    """The path of a Chromium; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class WebSocket:
    """The client's end of RFC 6455, as far as DevTools needs it: text, whole messages."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=WAIT_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode(errors="replace"))

    def _more(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise ConnectionError("the browser hung up")
        self.buffer += part

    def _take(self, count):
        while len(self.buffer) < count:
            self._more()
        part, self.buffer = self.buffer[:count], self.buffer[count:]
        return part

    def send(self, text):
        content = text.encode()
        if len(content) < 126:
            head = struct.pack("!BB", 0x81, 0x80 | len(content))
        elif len(content) < 1 << 16:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, len(content))
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | 127, len(content))
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(content))
        self.socket.sendall(head + mask + masked)

    def receive(self):
        content = b""
        while True:
            first, second = self._take(2)
            length = second & 0x7F
            if length == 126:
                length, = struct.unpack("!H", self._take(2))
            elif length == 127:
                length, = struct.unpack("!Q", self._take(8))
            part = self._take(length)
            if first & 0x0F in (0, 1):
                content += part
                if first & 0x80:
                    return content.decode()
            elif first & 0x0F == 8:
                raise ConnectionError("the browser closed the connection")


class Browser:
    """One page of one browser; `with Browser(path) as page:`."""

    def __init__(self, path):
        self.folder = tempfile.mkdtemp(prefix="report-check-")
        self.errors = []
        self.requests = []
        self.number = 0
        # The pages are this project's own; without a user namespace there is no sandbox.
        self.process = subprocess.Popen(
            [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-dev-shm-usage", "--remote-debugging-port=0",
             f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.port = self._port()
        self.socket = WebSocket(self.port, self._page())
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility", "DOM"]:
            self.call(domain + ".enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _port(self):
        file = os.path.join(self.folder, "DevToolsActivePort")
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if os.path.exists(file):
                with open(file, encoding="ascii") as lines:
                    first = lines.readline().strip()
                if first:
                    return int(first)
            time.sleep(0.05)
        raise ConnectionError("the browser does not start")

    def _page(self):
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
            connection.request("GET", "/json/list")
            pages = json.loads(connection.getresponse().read())
            for page in pages:
                if page["type"] == "page":
                    address = page["webSocketDebuggerUrl"]
                    return "/" + address.split("/", 3)[3]
            time.sleep(0.05)
        raise ConnectionError("the browser has no page")

    # The protocol.

    def call(self, method, **parameters):
        self.number += 1
        number = self.number
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self._note(message)

    def _note(self, message):
        method, values = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = values["exceptionDetails"]
            what = details.get("exception", {}).get("description", details["text"])
            self.errors.append(f"exception: {what}")
        elif method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning"):
            texts = [str(value.get("value", "?")) for value in values["args"]]
            self.errors.append("console: " + " ".join(texts))
        elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.errors.append("log: " + values["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self.errors.append("dialog: " + values["message"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])

    # What a check does.

    def look(self, width, height, scheme, motion="no-preference"):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion}])

    def open(self, path):
        """Opens a file; returns the seconds until it stood."""
        start = time.monotonic()
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        while self.run("document.readyState") != "complete":
            time.sleep(0.02)
        self.settle()
        return time.monotonic() - start

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get(
                "description", "the script failed"))
        return answer["result"].get("value")

    def settle(self):
        """Two frames later everything that was asked for is drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
                 "() => done(1))))")

    def press(self, key):
        codes = {"ArrowRight": 39, "ArrowLeft": 37, "ArrowDown": 40, "ArrowUp": 38, "Home": 36,
                 "End": 35, "Tab": 9, "PageDown": 34, "PageUp": 33, "Enter": 13}
        text = {"text": key} if len(key) == 1 else {}
        common = {"key": key, "windowsVirtualKeyCode": codes.get(key, ord(key[0]))}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)
        self.settle()

    def tree(self):
        """Roles and names as assistive programs are told them."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return [(node["role"]["value"], node.get("name", {}).get("value", ""),
                 {item["name"]: item["value"].get("value") for item in node.get("properties", [])})
                for node in nodes if not node.get("ignored")]

    def picture(self, path):
        shot = self.call("Page.captureScreenshot", format="png")
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
