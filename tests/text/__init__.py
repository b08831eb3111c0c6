"""Tests of the small helpers on text."""
