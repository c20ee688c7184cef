"""The server keeps to itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASKS = """
import socket, sys

asked = []

def refuse(host, *rest, **more):
    asked.append(host)
    raise OSError("no network here")

socket.getaddrinfo = refuse
import pages.parts.server
from streamlit import config
from streamlit.web import bootstrap
from streamlit.web.server import server_util

bootstrap.load_config_options({"server.address": "0.0.0.0", "server.headless": True})
bootstrap._print_url(False)
assert not server_util.is_url_from_allowed_origins("https://mappa.example.org")
config.set_option("logger.hideWelcomeMessage", False)
bootstrap._print_url(False)
assert not asked, asked
"""


def test_neither_the_start_nor_a_visit_from_elsewhere_asks_another_machine():
    ran = subprocess.run([sys.executable, "-c", ASKS], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
