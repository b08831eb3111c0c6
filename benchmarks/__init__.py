"""How fast drafts are read and checked, as ratios to what a program would do otherwise: ``python -m benchmarks``."""
