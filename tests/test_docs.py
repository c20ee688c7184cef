"""Documents that cannot lie: links lead somewhere, commands exist, the model's reference is up to date."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.model import reference

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md"), *ROOT.glob("bench/*.md")]
)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"python -m (graph|ingest) ([a-z]+)")
_TARGET = re.compile(r"`make ([a-z]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_commands_of_a_document_are_real(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in _LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    assert [link for link in links if link and not (document.parent / link).exists()] == []
    known = {package: _commands(package) for package in ("graph", "ingest")}
    assert [(p, c) for p, c in _COMMAND.findall(text) if c not in known[p]] == []
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert [t for t in _TARGET.findall(text) if t not in targets] == []


def _commands(package: str) -> set[str]:
    source = (ROOT / package / "__main__.py").read_text(encoding="utf-8")
    return set(re.findall(r'Command\(\s*"([a-z]+)"', source))


@pytest.mark.parametrize("package", ["graph", "ingest"])
def test_every_command_stands_in_the_reference_of_commands(package: str) -> None:
    documented = set(_COMMAND.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8")))
    assert {(package, c) for c in _commands(package)} <= documented


def test_the_reference_of_the_model_is_up_to_date() -> None:
    assert reference.DOCUMENT.read_text(encoding="utf-8") == reference.document()


@pytest.mark.parametrize("package", ["graph", "ingest"])
def test_every_command_answers_help(package: str) -> None:
    for command in sorted(_commands(package)):
        done = subprocess.run(
            [sys.executable, "-m", package, command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert command in done.stdout
