"""Reading, understanding and checking of drafts. No Qt, no import of ``rules`` or ``gui``."""
