"""The version, stated once for the program; pyproject.toml repeats it and a test compares them."""

__version__ = "0.1.0"
