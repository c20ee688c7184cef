"""The subcommands of `python -m graph`, one a module."""
