"""Mutated files: whatever is done to a file, it ends in a Document or in a sentence."""
