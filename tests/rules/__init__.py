"""Tests of the helpers and word lists of single rules."""
