"""Benchmarks: one subject a module, each with its own `main`; the last figures are kept beside them."""
