"""The graph taken elsewhere: one format a module, all of them in `graph.exchange.registry`."""
