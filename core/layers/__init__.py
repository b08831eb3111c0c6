"""Local layers: what a region and an office add to the built-in rules, as YAML files laid one over the other."""

from core.layers.layering import Layered, layered
from core.layers.reading import Mistake

__all__ = ["Layered", "Mistake", "layered"]
