"""What can be wrong with something that was to enter, each with its data; the root of `ingest`'s errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import GraphError, UsageError
from graph.model.label import Label, Language

_SAFE = "Nulla è stato modificato."


class IngestError(GraphError):
    """Something about what was to enter: a file, a table, a column, a register's answer."""


class UnreadableFile(IngestError):
    """A file that holds no table we can read: empty, binary, cut off, too large, of a format we do not read."""

    def __init__(self, file: str, problem: Label, remedy: Label) -> None:
        super().__init__(f"{file}: {problem.en}")
        self.file, self.problem, self.remedy = file, problem, remedy

    def italian(self) -> str:
        """Return file, problem and remedy."""
        return f"{self.file}: {self.problem.it}. {self.remedy.it}. {_SAFE}"


class MissingColumns(IngestError):
    """A table without the columns that a source needs.

    Attributes
    ----------
    missing
        One label for each required column that no heading names.
    found
        Headings of the file, as written.
    resembles
        Name of the source that these headings belong to, or empty.
    """

    def __init__(self, file: str, source: str, missing: Sequence[Label], found: Sequence[str], resembles: str) -> None:
        super().__init__(f"{file}: {source} needs {[m.en for m in missing]}, found {list(found)[:30]}")
        self.file, self.source, self.missing, self.found = file, source, tuple(missing), tuple(found)
        self.resembles = resembles

    def italian(self) -> str:
        """Return what is missing, what is there, and which source the file looks like."""
        missing = ", ".join(f"«{label.it}»" for label in self.missing)
        found = ", ".join(f"«{_short(heading)}»" for heading in self.found[:12] if heading)
        more = f" e altre {len(self.found) - 12}" if len(self.found) > 12 else ""
        likely = (
            f"Il file sembra «{self.resembles}»: caricarlo con `load {self.resembles}`."
            if self.resembles
            else "Correggere le intestazioni, o indicarle con --mapping."
        )
        return (
            f"{self.file}: per «{self.source}» mancano le colonne {missing}. "
            f"Colonne trovate: {found or 'nessuna'}{more}. {likely} {_SAFE}"
        )


class WrongSource(IngestError):
    """A file that could be read as the source named, but is clearly another register."""

    def __init__(self, file: str, source: str, resembles: str) -> None:
        super().__init__(f"{file} is {resembles}, not {source}")
        self.file, self.source, self.resembles = file, source, resembles

    def italian(self) -> str:
        """Return which source the file is, and how to insist."""
        return (
            f"{self.file}: non è un foglio «{self.source}», le sue colonne sono quelle di «{self.resembles}». "
            f"Caricarlo con `load {self.resembles}`; per caricarlo lo stesso indicare le colonne con --mapping. {_SAFE}"
        )


class RepeatedHeading(IngestError):
    """Two columns of a file have the same heading, and the source reads it."""

    def __init__(self, file: str, heading: str, positions: Sequence[int]) -> None:
        super().__init__(f"{file}: heading {heading!r} at {list(positions)}")
        self.file, self.heading, self.positions = file, heading, tuple(positions)

    def italian(self) -> str:
        """Return the heading and where it stands."""
        where = " e ".join(str(p) for p in self.positions)
        return (
            f"{self.file}: l'intestazione «{_short(self.heading)}» compare più volte (colonne {where}): non si sa "
            f"quale leggere. Rinominare o togliere quella di troppo. {_SAFE}"
        )


class BadMapping(IngestError):
    """A mapping file that says nothing we can follow."""

    def __init__(self, file: str, problem: Label) -> None:
        super().__init__(f"{file}: {problem.en}")
        self.file, self.problem = file, problem

    def italian(self) -> str:
        """Return what is wrong and what a mapping looks like."""
        return (
            f"{self.file}: {self.problem.it}. Una mappatura è un file JSON come "
            f'{{"columns": {{"Intestazione del file": "nome della colonna"}}}}. {_SAFE}'
        )


class UnknownSource(IngestError, UsageError):
    """No source has this name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"no source {name}; known: {list(known)}")
        self.name, self.known = name, tuple(known)

    def italian(self) -> str:
        """Return what there is."""
        return f"Non esiste la fonte «{self.name}». Fonti: {', '.join(self.known)}."


class NoTemplate(IngestError, UsageError):
    """Nobody fills in this kind of thing by hand."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"no template {name}; known: {list(known)}")
        self.name, self.known = name, tuple(known)

    def italian(self) -> str:
        """Return what there is."""
        return f"Non c'è un modello per «{self.name}». Modelli: {', '.join(self.known)}."


class NoTemplateFormat(IngestError, UsageError):
    """A template was asked for in a format that there is none in."""

    def __init__(self, file: str) -> None:
        super().__init__(f"no template as {file}")
        self.file = file

    def italian(self) -> str:
        """Return which there are."""
        return f"{self.file}: un modello è un file .xlsx o .csv. Scegliere un nome che finisca così. {_SAFE}"


class NoPlaceForRejects(IngestError):
    """Rejects cannot be written where they were to be: a folder, or in a folder that is not there."""

    def __init__(self, path: str, *, folder: bool) -> None:
        super().__init__(f"rejects: {path} {'is no folder' if folder else 'is a folder'}")
        self.path, self.folder = path, folder

    def italian(self) -> str:
        """Return what to do."""
        if self.folder:
            return f"--rejects: la cartella {self.path} non esiste. Crearla o indicarne un'altra. {_SAFE}"
        return f"--rejects: {self.path} è una cartella. Indicare il nome di un file. {_SAFE}"


class UnspeakableName(IngestError):
    """A file whose name is no text."""

    def __init__(self, path: str) -> None:
        super().__init__(f"not UTF-8: {path!r}")
        self.path = path.encode(errors="replace").decode()

    def italian(self) -> str:
        """Return what to do."""
        return f"{self.path}: il nome del file non è scritto in UTF-8. Rinominarlo. {_SAFE}"


class LoadedBut(IngestError):
    """A load whose changes are in the store, though something after them failed.

    Attributes
    ----------
    revision
        None when the rows changed nothing.
    """

    def __init__(self, revision: int | None, causes: Sequence[OSError | GraphError]) -> None:
        super().__init__(f"loaded as {revision}, but {causes}")
        self.revision, self.causes = revision, tuple(causes)

    def italian(self) -> str:
        """Return what is done and what is not."""
        done = "caricato (nessuna modifica)" if self.revision is None else f"caricato (revisione {self.revision})"
        return f"{done}, ma {'; '.join(map(_cause, self.causes))}".rstrip(".") + "."


def _cause(error: OSError | GraphError) -> str:
    if isinstance(error, GraphError):
        return " ".join(error.italian().replace(_SAFE, "").replace("nulla è stato modificato", "").split()).rstrip(".")
    where = f" ({error.filename})" if error.filename else ""
    return f"errore di scrittura{where}: {error.strerror or error}"


class FileStands(IngestError):
    """A file that was to be written is there already."""

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} exists")
        self.file = file

    def italian(self) -> str:
        """Return what to do."""
        return f"{self.file}: il file esiste già e non è stato sovrascritto. Scegliere un altro nome."


class LoadStopped(IngestError):
    """A person stopped a load."""

    def __init__(self) -> None:
        super().__init__("stopped")

    def italian(self) -> str:
        """Return that nothing is changed."""
        return f"Caricamento fermato. {_SAFE}"


class WrongFiles(IngestError, UsageError):
    """A source that needs files was given none, or one that takes none was given some."""

    def __init__(self, source: str, takes_files: bool) -> None:
        super().__init__(f"{source}: {'no file given' if takes_files else 'takes no file'}")
        self.source, self.takes_files = source, takes_files

    def italian(self) -> str:
        """Return what to write."""
        if self.takes_files:
            return f"La fonte «{self.source}» ha bisogno di almeno un file. {_SAFE}"
        return f"La fonte «{self.source}» è già nel programma: non va indicato alcun file. {_SAFE}"


class UnaccountedRows(IngestError):
    """A source that did not answer for every row it was given: a fault of ours, never of the file."""

    def __init__(self, source: str, read: int, answered: int) -> None:
        super().__init__(f"{source} answered for {answered} rows of {read}")
        self.source, self.read, self.answered = source, read, answered

    def italian(self) -> str:
        """Return what happened."""
        return (
            f"Errore del programma nella fonte «{self.source}»: {self.read} righe lette, {self.answered} trattate. "
            f"Segnalarlo. {_SAFE}"
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something is wrong, for messages; an empty column means the whole row."""

    file: str
    line: int
    column: str = ""
    value: str = ""

    def italian(self) -> str:
        """Return `file, riga N, colonna X, valore «…»`."""
        return self.told("it")

    def told(self, language: Language) -> str:
        """Return the same in a reader's language."""
        row, column, value = ("riga", "colonna", "valore") if language == "it" else ("row", "column", "value")
        parts = [self.file, f"{row} {self.line}"]
        if self.column:
            parts.append(f"{column} {_short(self.column)}")
        if self.value:
            parts.append(f"{value} «{_short(self.value)}»")
        return ", ".join(parts)


def printable(text: str) -> str:
    """Return a text that a terminal shows and does not obey: control characters are dots."""
    return "".join(c if c.isprintable() or c == "\n" else "·" for c in text)


def _short(text: str, longest: int = 60) -> str:
    one_line = printable(" ".join(text.split()))
    return one_line if len(one_line) <= longest else one_line[: longest - 1] + "…"
