"""A text in the two languages of the product, for what the model and the findings are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["it", "en"]


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in Italian and in English; neither may be missing."""

    it: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the wording of one language."""
        return self.it if language == "it" else self.en
