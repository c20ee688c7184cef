"""How far the relation with each body has come, read from the log of contacts and from what was done together."""
