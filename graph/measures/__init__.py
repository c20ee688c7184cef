"""Measures of actors and networks, one family a module, one registry."""
