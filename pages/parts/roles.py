"""Who is looking, and so what may be seen and done: the one place that decides it.

Until people can sign in, whoever sits at the machine that runs the product is staff; everyone who comes over a
network, straight or through a proxy, reads the public view and changes nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from graph import authorship
from graph.store.interface import Audience

Role = Literal["public", "staff"]

_FORWARDED = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-real-ip",
    "cf-connecting-ip",
    "true-client-ip",
)
"""Headers that only a proxy adds."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How a browser reached us.

    Attributes
    ----------
    bound
        Address the server listens on; empty means every one.
    remote
        Address the connection comes from; empty if unknown, which Streamlit says of loopback too.
    headers
        Of the request, names in any case.
    """

    bound: str
    remote: str
    headers: Mapping[str, str]


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address, with or without a port, is this very machine."""
    name = host.strip().lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def role_of(visit: Visit) -> Role:
    """Return `staff` only when every sign says that the visitor sits at this machine.

    The server listens on loopback alone, the connection comes from loopback, the browser asked for a loopback
    name (a rebound name of another site does not pass) from a page of a loopback name (a proxy that hides itself
    cannot hide the page's address), and no proxy stands between.
    """
    headers = {name.lower(): value for name, value in visit.headers.items()}
    origin = headers.get("origin")
    from_here = origin is not None and is_loopback(origin.partition("://")[2])
    at_this_machine = (
        is_loopback(visit.bound)
        and is_loopback(headers.get("host", ""))
        and (from_here or origin is None)
        and (is_loopback(visit.remote) if visit.remote else from_here)
        and not any(name in headers for name in _FORWARDED)
    )
    return "staff" if at_this_machine else "public"


def audience_of(role: Role) -> Audience:
    """Return which view of the graph a role reads."""
    return "staff" if role == "staff" else "public"


def author() -> str:
    """Return under whose name a change from a screen is recorded: the name given once, until people sign in."""
    return authorship.author()


def may_write(role: Role) -> bool:
    """Tell whether a role may change anything."""
    return role == "staff"
