"""What a store can refuse, each with its data, so that the edge can say it in the reader's language."""

from __future__ import annotations

from graph.errors import GraphError, UsageError


class StoreError(GraphError):
    """Root of what the store raises."""


class StoreUnavailable(StoreError):
    """The store cannot be opened: missing server, wrong password, not a store, damaged file."""

    def __init__(self, url: str, cause: str) -> None:
        super().__init__(f"store {url} cannot be opened: {cause}")
        self.url, self.cause = url, cause

    def italian(self) -> str:
        """Return what to check."""
        return (
            f"Archivio {self.url} non apribile: {self.cause}. "
            "Nulla è stato modificato. Controllare indirizzo, credenziali e permessi."
        )


class BadAddress(StoreUnavailable, UsageError):
    """An address that leads to no sort of store."""


class ReadOnlyStore(StoreError):
    """The store's file or folder cannot be written."""

    def __init__(self, url: str) -> None:
        super().__init__(f"store {url} is read-only")
        self.url = url

    def italian(self) -> str:
        """Return what to do."""
        return f"Archivio {self.url} in sola lettura: nulla è stato modificato. Controllare i permessi del file."


class NewerSchema(StoreError):
    """The store was written by a later version of the product."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(f"store schema {found} is newer than {known}")
        self.found, self.known = found, known

    def italian(self) -> str:
        """Return what to do."""
        return (
            f"Archivio scritto da una versione più recente (schema {self.found}, qui {self.known}): "
            "aggiornare Intreccio. Nulla è stato modificato."
        )


class StaleRevision(StoreError):
    """What was expected has changed meanwhile; `key` is None when the whole store was meant."""

    def __init__(self, key: str | None, expected: int, found: int) -> None:
        super().__init__(f"{key or 'store'} is at revision {found}, expected {expected}")
        self.key, self.expected, self.found = key, expected, found

    def italian(self) -> str:
        """Return what happened and what to do."""
        what = f"La scheda {self.key} è cambiata" if self.key else "L'archivio è cambiato"
        return (
            f"{what} nel frattempo (revisione {self.found}, attesa {self.expected}): "
            "nulla è stato sovrascritto. Ricaricare e ripetere la modifica."
        )


class UnknownKey(StoreError):
    """No node or tie has this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"no record has key {key}")
        self.key = key

    def italian(self) -> str:
        """Return what happened."""
        return f"Nessuna scheda ha la chiave {self.key}."


class MissingEnd(StoreError):
    """A tie names a node that does not exist, or whose kind the tie type does not allow."""

    def __init__(self, type_: str, source: str, target: str, missing: str) -> None:
        super().__init__(f"tie {type_} {source} -> {target}: {missing} is missing or of the wrong kind")
        self.type, self.source, self.target, self.missing = type_, source, target, missing

    def italian(self) -> str:
        """Return what happened."""
        return (
            f"Legame {self.type} da {self.source} a {self.target}: {self.missing} non esiste o non è "
            "del tipo giusto. Nulla è stato modificato."
        )


class LaterWork(StoreError):
    """A revision cannot be reverted: later ones changed the same records."""

    def __init__(self, revision: int, depends: dict[str, int]) -> None:
        super().__init__(f"revision {revision} is built upon by {sorted(set(depends.values()))}")
        self.revision, self.depends = revision, depends

    def italian(self) -> str:
        """Return what would have to be undone too."""
        later = ", ".join(str(n) for n in sorted(set(self.depends.values()), reverse=True))
        return (
            f"La revisione {self.revision} non può essere annullata da sola: {len(self.depends)} schede sono "
            f"state cambiate dopo. Annullare prima le revisioni {later}, o tutte insieme (--with-later)."
        )


class StoreBusy(StoreError):
    """Another process has been writing for longer than a writer waits."""

    def __init__(self, url: str) -> None:
        super().__init__(f"store {url} is being written by another process")
        self.url = url

    def italian(self) -> str:
        """Return what to do."""
        return f"Archivio {self.url} occupato da un'altra scrittura: nulla è stato modificato. Riprovare fra poco."


class UnknownRevision(StoreError):
    """There is no revision of this number."""

    def __init__(self, revision: int, last: int) -> None:
        super().__init__(f"revision {revision} does not exist, the last is {last}")
        self.revision, self.last = revision, last

    def italian(self) -> str:
        """Return which revisions there are."""
        there = f"le revisioni vanno da 1 a {self.last}" if self.last else "l'archivio non ha ancora revisioni"
        return f"La revisione {self.revision} non esiste: {there}."


class SelfTie(StoreError):
    """A tie from a node to itself means nothing."""

    def __init__(self, type_: str, key: str) -> None:
        super().__init__(f"tie {type_} from {key} to itself")
        self.type, self.key = type_, key

    def italian(self) -> str:
        """Return what happened."""
        return f"Legame {self.type} di {self.key} con sé stesso: servono due schede diverse. Nulla è stato modificato."


class CannotMerge(StoreError):
    """Two nodes that may not become one: a private one and a public one."""

    def __init__(self, keep: str, gone: str) -> None:
        super().__init__(f"{gone} cannot be merged into {keep}: one is private, the other is not")
        self.keep, self.gone = keep, gone

    def italian(self) -> str:
        """Return what happened."""
        return (
            f"Le schede {self.keep} e {self.gone} non si possono unire: una è riservata, l'altra è pubblica. "
            "Nulla è stato modificato."
        )


class NotErasable(StoreError):
    """Only persons and contacts are erased with their history; other nodes are removed."""

    def __init__(self, key: str, kind: str) -> None:
        super().__init__(f"{key} is a {kind}, which is not of a private kind")
        self.key, self.kind = key, kind

    def italian(self) -> str:
        """Return what to do instead."""
        return (
            f"La scheda {self.key} non è di una persona né di un contatto: si cancellano con tutta la loro storia "
            "solo persone e contatti. Nulla è stato modificato; le altre schede si rimuovono, e restano nella storia."
        )


class NoReason(StoreError):
    """A gap was dismissed without saying why."""

    def __init__(self, gap: str) -> None:
        super().__init__(f"gap {gap} is dismissed without a reason")
        self.gap = gap

    def italian(self) -> str:
        """Return what to do."""
        return f"Lacuna {self.gap}: per metterla da parte serve un motivo. Nulla è stato modificato."


class StoreNotEmpty(StoreError):
    """A copy goes into an empty store only."""

    def __init__(self, url: str, revision: int) -> None:
        super().__init__(f"store {url} is at revision {revision}, not empty")
        self.url, self.revision = url, revision

    def italian(self) -> str:
        """Return what to do."""
        return (
            f"L'archivio {self.url} non è vuoto (revisione {self.revision}): nulla è stato copiato. "
            "Indicare un archivio nuovo."
        )


class BrokenBackup(StoreError):
    """A file is no backup of ours, or is cut or changed."""

    def __init__(self, file: str, cause: str) -> None:
        super().__init__(f"backup {file} cannot be restored: {cause}")
        self.file, self.cause = file, cause

    def italian(self) -> str:
        """Return what happened."""
        return f"Copia di sicurezza {self.file} non utilizzabile: {self.cause}. L'archivio è rimasto com'era."


class OwnFile(StoreError):
    """A file to be written that is the store itself, or one that it keeps beside it."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} belongs to the store")
        self.file = file

    def italian(self) -> str:
        """Return what to do."""
        return f"Il file {self.file} è dell'archivio stesso: nulla è stato scritto. Indicare un altro file."
