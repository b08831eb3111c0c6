"""What can go wrong with a file or a setting, each as one sentence that a person at an office understands."""

from __future__ import annotations


class NianbaoError(Exception):
    """Anything that the user has to be told; ``str(error)`` is the sentence, in Simplified Chinese."""


class ReadError(NianbaoError):
    """A draft could not be read. The sentence says why and what to do; it does not repeat the path."""


class PreviousError(ReadError):
    """Last year's report could not be read; the draft itself is not to blame."""


class WriteError(NianbaoError):
    """A result could not be written. The sentence names the target, the reason and what to do."""


class RuleDataError(NianbaoError):
    """Rule data is wrong. The sentence names file, rule and option."""
