"""A headless Chromium, driven by the DevTools protocol over pipes: https://chromedevtools.github.io/devtools-protocol.

    with Browser() as browser:
        browser.resize(1280, 900)
        browser.open(path)
        browser.evaluate("document.title")
"""
import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
         "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-extensions", "--force-color-profile=srgb", "--remote-debugging-pipe", "about:blank"]
KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38,
        "ArrowRight": 39, "ArrowDown": 40}


def find_chromium():
    """-> the program, or None; $CHROMIUM names another than those in $PATH."""
    return next((found for name in (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
                 if name and (found := shutil.which(name))), None)


class Browser:
    def __init__(self, limit_s=60):
        self.limit_s = limit_s
        self.messages, self.faults, self.requests, self.seen = 0, [], [], []
        self.buffer = b""

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="report_pages_")
        # Chromium reads commands from descriptor 3 and writes to 4; ours must not stand in the way.
        (its_in, our_out), (our_in, its_out) = os.pipe(), os.pipe()
        its_in, its_out = (fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 20) for one in (its_in, its_out))

        def place():
            os.dup2(its_in, 3)
            os.dup2(its_out, 4)

        self.log = open(Path(self.profile) / "log", "wb")
        self.process = subprocess.Popen([find_chromium(), f"--user-data-dir={self.profile}", *FLAGS], preexec_fn=place,
                                        close_fds=False, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.out, self.into = our_out, our_in
        os.close(its_in)
        os.close(its_out)
        self.session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.call("Browser.close")
            self.process.wait(10)
        except Exception:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **parameters):
        self.messages += 1
        message = {"id": self.messages, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        answer = self.wait_for(lambda one: one.get("id") == message["id"], method)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait_for(self, is_it, what):
        end = time.monotonic() + self.limit_s
        while True:
            message = self.read(end, what)
            self.note(message)
            if is_it(message):
                return message

    def read(self, end, what):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.into], [], [], max(0, end - time.monotonic()))
            part = os.read(self.into, 1 << 20) if ready else b""
            if not part:
                log = (Path(self.profile) / "log").read_text(errors="replace")[-2000:]
                raise TimeoutError(f"Chromium does not answer {what}\n{log}")
            self.buffer += part
        message, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(message)

    def note(self, message):
        """Keeps what must not happen: errors of scripts and of the page's policy, requests beyond the disk."""
        method, parameters = message.get("method"), message.get("params", {})
        self.seen.append(method)
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.faults.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning", "assert"):
            self.faults.append(" ".join(str(one.get("value", one.get("description"))) for one in parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.faults.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = parameters["request"]["url"]
            if not url.startswith(("file:", "data:", "about:")):
                self.requests.append(url)

    def resize(self, width, height, dark=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, path, place=""):
        """A page anew, and what it draws."""
        for url in ("about:blank", Path(path).resolve().as_uri() + place):
            self.seen.clear()
            self.call("Page.navigate", url=url)
            self.wait_for_load(url)
        self.settle()

    def wait_for_load(self, what):
        if "Page.loadEventFired" not in self.seen:
            self.wait_for(lambda one: one.get("method") == "Page.loadEventFired", f"loading {what}")

    def settle(self):
        """Two frames later all pictures and charts are drawn."""
        self.evaluate("Promise.all([...document.images].map((one) => one.decode().catch(() => 0))).then(() => "
                      "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0)))))")

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}\n{result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key):
        for kind in ("rawKeyDown", "char", "keyUp"):
            text = {"Enter": "\r", " ": " "}.get(key)
            if kind != "char" or text:
                self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key.replace(" ", "Space"),
                          windowsVirtualKeyCode=KEYS[key], **({"text": text} if kind == "char" else {}))

    def click(self, selector):
        x, y = self.evaluate(f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
                             "one.scrollIntoView({ block: 'center' }); const box = one.getBoundingClientRect();"
                             "return [box.x + box.width / 2, box.y + box.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def screenshot(self, path, most_px=4000):
        """The page from its top, as far as it reaches."""
        self.settle()
        width, height = self.evaluate("[innerWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, most_px), "scale": 1}
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        Path(path).write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path):
        shot = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        Path(path).write_bytes(base64.b64decode(shot["data"]))
