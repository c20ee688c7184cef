"""The subcommands of `python -m ingest`, one a module."""
