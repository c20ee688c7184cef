"""Networks as arrays, read from a view: two-mode, projected, partners in projects; their layout and groups."""
