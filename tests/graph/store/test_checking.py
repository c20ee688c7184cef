"""A store that was changed behind the program's back is found out."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.store.changes import MergeNodes
from graph.store.core import Store
from tests.contract.saying import association, event, organised, put

TAMPERINGS = {
    "DELETE FROM node WHERE key = 'e'": "porta a e, che non esiste",
    "UPDATE tie SET evidence = '[]'": "non dice da dove è noto",
    "UPDATE tie SET source = 'e'": "non è del tipo giusto",
    "UPDATE tie SET key = 'organised:00'": "non ha la chiave che gli spetta",
    "UPDATE node SET kind = 'alien' WHERE key = 'a'": "tipo sconosciuto: alien",
    "UPDATE node SET properties = json_set(properties, '$.name', 'X') WHERE key = 'a'": "non è come dice la sua storia",
    "UPDATE node SET properties = json_set(properties, '$.lat', 'x') WHERE key = 'a'": "valore non valido: lat",
    "UPDATE node SET properties = json_set(properties, '$.shoe', 1) WHERE key = 'a'": "proprietà sconosciuta: shoe",
    "UPDATE node SET properties = json_set(properties, '$.name', ' Uno') WHERE key = 'a'": "non normalizzato: name",
    "UPDATE search SET public = 'altro' WHERE public = 'uno due'": "indice di ricerca",
    "DELETE FROM search": "indice di ricerca",
    "DELETE FROM revision WHERE number = 1": "revisioni saltano",
    "DELETE FROM revision WHERE number = 3": "parla della revisione 3, che non esiste",
    "DELETE FROM entry WHERE key = 'a' AND revision = 1": "non comincia dal principio",
    "DELETE FROM entry WHERE key = 'a' AND revision = 2": "ha un salto",
    "DELETE FROM entry WHERE key = 'e'": "non ha storia",
    "DELETE FROM former": "vecchia chiave b non porta più a a",
    "INSERT INTO entry (revision, key, after) SELECT 3, 'ghost', after FROM entry WHERE key = 'e'": "ghost manca",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_changed_behind_the_programs_back_is_found(file: Path, store: Store, tampering: str) -> None:
    put(store, association("a", "Uno"), association("b", "Due"), event("e", "Festa"), organised("a", "e"))
    put(store, association("a", "Uno", times="sabato"))
    put(store, MergeNodes("a", "b"))
    assert store.check() == []
    with closing(sqlite3.connect(file)) as behind:
        assert behind.execute(tampering).rowcount > 0
        behind.commit()
    assert TAMPERINGS[tampering] in "\n".join(store.check())


def test_a_long_list_of_problems_is_cut_short(file: Path, store: Store) -> None:
    put(store, *(association(f"a{i}", f"Numero {i}") for i in range(50)))
    with closing(sqlite3.connect(file)) as behind:
        behind.execute("DELETE FROM entry")
        behind.commit()
    found = store.check()
    assert len(found) == 21
    assert found[-1] == "… e altri 30 problemi dello stesso genere."


def test_audit_entries_hold_whole_records(file: Path, store: Store) -> None:
    put(store, association("a", "Uno", languages=("ar",)))
    with closing(sqlite3.connect(file)) as behind:
        (after,) = behind.execute("SELECT after FROM entry").fetchone()
    assert json.loads(after)["properties"] == {"name": "Uno", "languages": ["ar"]}
