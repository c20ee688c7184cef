"""The one root of every error that `graph` raises; rooms add their own below it."""

from __future__ import annotations


class GraphError(Exception):
    """Something a caller of `graph` can react to.

    The data is in attributes; `str()` is for logs in English, `italian()` is what a person reads.
    """

    def italian(self) -> str:
        """Return the message for people: what happened, what is safe, what to do."""
        return str(self)


class UsageError(GraphError):
    """What was asked for makes no sense, whatever the state of things: the command line answers with 2."""
