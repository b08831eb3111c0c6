"""Tests of understanding: from a Document to a Report."""
