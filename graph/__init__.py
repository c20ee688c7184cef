"""The graph of a territory: its model, store, networks, measures and gaps. Knows no screen and no HTTP."""
