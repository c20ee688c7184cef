"""The store: one interface, one core, two backends chosen by URL."""
