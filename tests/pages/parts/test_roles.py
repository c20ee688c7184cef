"""Staff data is for the machine itself; everyone else gets the public view."""

from __future__ import annotations

import pytest

from pages.parts.roles import Visit, audience_of, may_write, role_of

AT_HOME = Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost:8501"})


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:9000", "[::1]:8501", "LOCALHOST:1"])
def test_whoever_sits_at_the_machine_is_staff(host):
    role = role_of(Visit("127.0.0.1", "::1", {"HOST": host}))
    assert role == "staff"
    assert may_write(role)
    assert audience_of(role) == "staff"


@pytest.mark.parametrize("remote", ["", "127.0.0.1"])
def test_a_page_of_this_machine_is_staff_though_its_address_is_not_told(remote):
    headers = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}
    assert role_of(Visit("127.0.0.1", remote, headers)) == "staff"


@pytest.mark.parametrize(
    "visit",
    [
        Visit("127.0.0.1", "127.0.0.1", {"Host": "127.0.0.1:8501", "Origin": "https://mappa.example.org"}),
        Visit("127.0.0.1", "", {"Host": "127.0.0.1:8501", "Origin": "https://mappa.example.org"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "127.0.0.1:8501", "Origin": "null"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "127.0.0.1:8501", "Origin": ""}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "Origin": "http://localhost@mappa.example.org"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "Origin": "http://["}),
        Visit("0.0.0.0", "127.0.0.1", AT_HOME.headers),
        Visit("", "127.0.0.1", AT_HOME.headers),
        Visit("192.168.1.4", "192.168.1.4", {"Host": "192.168.1.4"}),
        Visit("127.0.0.1", "192.168.1.9", AT_HOME.headers),
        Visit("127.0.0.1", "", AT_HOME.headers),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "mappa.example.org"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost.example.org"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "127.0.0.1.nip.io:8501"}),
        Visit("127.0.0.1", "127.0.0.1", {}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "X-Forwarded-For": "127.0.0.1"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "x-real-ip": "10.0.0.1"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "Via": "1.1 proxy"}),
        Visit("127.0.0.1", "127.0.0.1", {"Host": "localhost", "Forwarded": "for=1.2.3.4"}),
    ],
)
def test_anyone_else_reads_the_public_view_and_writes_nothing(visit):
    role = role_of(visit)
    assert audience_of(role) == "public"
    assert not may_write(role)
