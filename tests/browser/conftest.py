"""The real page, served by the real program in a process of its own, and a Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT

# The guard below stands in front of the program: whatever it tries to reach beyond this machine is refused and noted.
GUARD = """
import runpy, socket, sys
log = open(sys.argv[1], "a")
def refuse(host):
    if str(host) not in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "", "None"):
        log.write(f"{host}\\n"); log.flush()
        raise OSError(f"refused: {host}")
connect, resolve = socket.socket.connect, socket.getaddrinfo
def guarded(self, address):
    if self.family != getattr(socket, "AF_UNIX", None): refuse(address[0])
    return connect(self, address)
def resolving(host, *rest, **named):
    refuse(host.decode() if isinstance(host, bytes) else host)
    return resolve(host, *rest, **named)
socket.socket.connect, socket.getaddrinfo = guarded, resolving
sys.argv = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """The running page: its address, and the file that lists outbound connections it tried."""

    url: str
    outbound: Path
    requests: list[str] = field(default_factory=list)


def unavailable(reason: str) -> None:
    """Skip for ``reason``; on CI nothing may be missing."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    outbound = folder / "outbound.txt"
    command = [sys.executable, "-c", GUARD, str(outbound), str(ROOT / "app.py"), "--port", str(port)]
    environment = {**os.environ, "ASSISTANT_INDEX": str(folder / "index")}
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, folder / "log.txt")
            yield Server(f"http://127.0.0.1:{port}/", outbound)
        finally:
            process.terminate()
            process.wait(20)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once ``url`` answers; fail with the log if the program ends or a minute passes."""
    for _ in range(240):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the page did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if path is None:
        unavailable("needs Chromium, which is not installed (Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, server: Server):
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, locale="zh-TW")
    opened = context.new_page()
    opened.on("request", lambda request: server.requests.append(request.url))
    opened.goto(server.url)
    opened.wait_for_selector("#question textarea")
    yield opened
    context.close()
