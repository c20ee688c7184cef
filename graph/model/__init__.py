"""The model as data: kinds, tie types, properties and taxonomies, with their labels and rules."""

from graph.model.kinds import KINDS
from graph.model.label import Label, Language
from graph.model.schema import Choice, Kind, Property, TieType, ValueType
from graph.model.ties import TIES

__all__ = ["KINDS", "TIES", "Choice", "Kind", "Label", "Language", "Property", "TieType", "ValueType"]
