"""The language family: terms, punctuation, and how things are put. Style, mostly: nothing here keeps a report from being submitted."""

from rules.language.approximation import approximation
from rules.language.brackets import brackets
from rules.language.list_markers import list_markers
from rules.language.open_dates import open_ended_date
from rules.language.punctuation import punctuation
from rules.language.repeated import repeated_word
from rules.language.terms import term

__all__ = ["approximation", "brackets", "list_markers", "open_ended_date", "punctuation", "repeated_word", "term"]
