"""Names that try to run: what someone could put into a spreadsheet, and what a screen must show as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from graph.store.changes import Change, PutNode, PutTie
from graph.store.records import Evidence

MARK = "window.__ran"
NAMES = (
    "{{ 7*191 }}{{ cycler.__init__.__globals__.os.system('true') }}",
    "{% raw %}{% for x in y %}{# #}",
    f"`${{{MARK}=1}}` ${{{MARK}=1}}",
    f"</script><script>{MARK}=1</script>",
    f'"><img src=x onerror="{MARK}=1">',
    f"' onmouseover='{MARK}=1' x='",
    f"<svg onload={MARK}=1><b>grassetto</b>",
    f"javascript:{MARK}=1",
    f"[link](javascript:{MARK}=1) **x** $\\alpha$ :red[x] :material/bug_report:",
    "<style>*{display:none!important}</style>",
    '=HYPERLINK("http://example.org","x")',
    "+39;@SUM(A1)|cmd",
    "\u202eomonima elbativa\u202c \u200f\u200eدار السلام",
    "🧵🪢👩🏿‍🤝‍👩🏽 Tessitrici",
    "Associazione " + "lunghissima" * 40,
    "\\u003cb\\u003e \\ & &lt;b&gt; &#123;",
    "__proto__",
    "+more",
    "constructor",
)
SOURCE = "associations"


def evidence(number: int) -> tuple[Evidence, ...]:
    """Return evidence whose every word is hostile too."""
    name = NAMES[number % len(NAMES)]
    return (
        Evidence(name, f"javascript:{MARK}=1", "2026-11-01", f"a{number}"),
        Evidence(SOURCE, f'https://example.org/"><script>{MARK}=1</script>', "2026-11-02", f"b{number}"),
    )


def changes(today: date | None = None) -> Iterator[Change]:
    """Return an association, an organisation, a school, a service and an event for each name, tied to one another."""
    soon = ((today or date.today()) + timedelta(days=9)).isoformat()
    for number, name in enumerate(NAMES):
        seat = {"municipality": "016024", "address": name, "description": name, "aliases": (name,)}
        point = {"lat": 45.70 + number * 0.0007, "lon": 9.66 + number * 0.0007, "precision": "street"}
        placed = {**seat, **point, "place_matched": name, "place_provider": name}
        common = {"communities": ("SN",), "languages": ("wo",), "topics": ("women",)}
        yield PutNode(f"association:bad{number}", "association", {"name": name, **placed, **common}, evidence(number))
        yield PutNode(f"organisation:bad{number}", "organisation", {"name": name, **seat}, evidence(number))
        yield PutNode(
            f"school:BAD{number}", "school", {"name": name, **seatless(seat), "levels": (name,)}, evidence(number)
        )
        yield PutNode(f"service:bad{number}", "service", {"name": name, **placed, "access": name}, evidence(number))
        event = {"name": name, "start": soon, "venue": name, "audience": name, **eventless(placed)}
        yield PutNode(f"event:bad{number}", "event", event, evidence(number))
        yield PutNode(f"district:bad{number}", "district", {"name": name}, evidence(number))
        for actor in ("association", "organisation"):
            yield PutTie("organised", f"{actor}:bad{number}", f"event:bad{number}", {}, evidence(number))
        yield PutTie("provides", f"organisation:bad{number}", f"service:bad{number}", {}, evidence(number))
    yield PutNode("municipality:016024", "municipality", {"aliases": NAMES[:4]})
    yield PutNode("municipality:016091", "municipality", {"name": NAMES[0]}, evidence(0))
    yield PutNode("municipality:016198", "municipality", {"name": NAMES[3]}, evidence(3))


def seatless(seat: dict[str, object]) -> dict[str, object]:
    """Return a seat as a school has it."""
    return {name: value for name, value in seat.items() if name != "description"}


def eventless(placed: dict[str, object]) -> dict[str, object]:
    """Return a place as an event has it."""
    return {name: value for name, value in placed.items() if name != "aliases"}
