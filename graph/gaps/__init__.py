"""Gaps: collaboration that is missing and that someone can act on, one kind a module."""
