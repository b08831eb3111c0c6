"""The name and the version, stated once for the program; pyproject.toml repeats the version and a test compares them."""

__version__ = "0.1.0"
NAME = "年报自查"
