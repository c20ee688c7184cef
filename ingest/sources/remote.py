"""Where a register is published, as data: addresses to try, what the file must look like. No fetching here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remote:
    """One official file.

    Attributes
    ----------
    file
        What it is called on this machine, or empty for the publisher's own name.
    addresses
        Tried in order, newest first: a publisher that renames its file every year is met half-way.
    headings
        Headings of which the file's head must show each, compared without case and accents; a page that says
        "not found" with status 200 does not. Empty for files that are not text.
    optional
        Its absence is told but is no failure (a layout that not every year has).
    largest
        Bytes, unpacked, above which the file is refused.
    select
        Heading of the column that holds the municipality's ISTAT code, for registers that can be cut to some
        municipalities while they arrive.
    """

    file: str
    addresses: tuple[str, ...]
    headings: tuple[str, ...] = ()
    optional: bool = False
    largest: int = 512 * 1024 * 1024
    select: str = ""
