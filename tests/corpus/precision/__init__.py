"""Entirely correct reports: what a checker must leave alone."""
