"""Readers: one module per format, chosen by what the file holds and never by its name alone."""
