"""The registers and spreadsheets that can be loaded, one a module."""
