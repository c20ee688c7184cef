"""Every kind of upkeep. A new one is a function and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.model import Label
from graph.upkeep import expiry, knowledge, silence, vanished
from graph.upkeep.finding import Finding, confirmed
from graph.upkeep.stock import Stock


@dataclass(frozen=True, slots=True)
class UpkeepKind:
    """One kind of upkeep.

    Attributes
    ----------
    rule
        What is listed, for whoever reads the list.
    still_true
        Whether a person may say that it is well as it is.
    """

    name: str
    label: Label
    rule: Label
    find: Callable[[Stock], Iterator[Finding]]
    still_true: bool = True


KINDS: Mapping[str, UpkeepKind] = {
    kind.name: kind
    for kind in (
        UpkeepKind(
            expiry.KIND,
            Label("dati personali scaduti", "personal data past their date"),
            Label(
                "Persone e contatti oltre la data entro cui cancellarli: la cancellazione toglie anche la loro storia.",
                "Persons and contacts past the date to erase them by: erasing takes their history too.",
            ),
            expiry.find,
            still_true=False,
        ),
        UpkeepKind(
            vanished.KIND,
            Label("sparite dal registro", "gone from the register"),
            Label(
                "Realtà mappate che l'ultimo file del loro registro non ha più, nelle province che quel file copre.",
                "Mapped bodies that the last loaded file of their register no longer has, in the provinces it covers.",
            ),
            vanished.find,
        ),
        UpkeepKind(
            silence.KIND,
            Label("senza notizie da un anno", "no news for a year"),
            Label(
                "Da dodici mesi nessun contatto con risposta e nessun evento; o note da un anno e mai sentite.",
                "For twelve months no answered contact and no event; or known for a year and never heard of.",
            ),
            silence.find,
        ),
        UpkeepKind(
            knowledge.INCOMPLETE,
            Label("incomplete", "incomplete"),
            Label(
                "Associazioni a cui manca ciò che serve per trovarle e invitarle: comunità, lingue, temi, recapito.",
                "Associations without what it takes to find and invite them: communities, languages, topics, contact.",
            ),
            knowledge.incomplete,
        ),
        UpkeepKind(
            knowledge.COARSE,
            Label("senza un punto sulla mappa", "no point on the map"),
            Label(
                "Note solo al comune, o con un indirizzo che nessun registro ha trovato: prima chi ha un indirizzo.",
                "Known only to the municipality, or with an address that no register found: those with one first.",
            ),
            knowledge.coarse,
        ),
        UpkeepKind(
            knowledge.UNSOURCED,
            Label("senza fonte", "without a source"),
            Label("Nessuno ha scritto da dove vengono.", "Nobody wrote where they are known from."),
            knowledge.unsourced,
        ),
    )
}


def find(stock: Stock, kinds: Iterable[str] = ()) -> dict[str, list[Finding]]:
    """Return what wants looking at, by kind (all when none is named), most pressing first, then by name.

    What a person said is still true is left out for a year; of a body gone from a register, until the next load.
    """
    chosen = [KINDS[name] for name in kinds] or list(KINDS.values())
    return {kind.name: _ordered(stock, kind) for kind in chosen}


def _ordered(stock: Stock, kind: UpkeepKind) -> list[Finding]:
    loaded = {key: load.at for load in reversed(stock.loads) for key in load.vanished}
    found = []
    for finding in kind.find(stock):
        since = loaded.get(finding.node.key, "") if kind.name == vanished.KIND else ""
        if not confirmed(finding.node, kind.name, stock.today, since):
            found.append(finding)
    return sorted(found, key=lambda f: (-f.weight, f.node.name.casefold(), f.node.key))
