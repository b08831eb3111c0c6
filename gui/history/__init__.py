"""Earlier checks of a draft: over time, as a list, and to be looked at again."""
