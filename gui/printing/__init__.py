"""Paper and PDF: the checklist and the marked draft, laid out by Qt's own text engine."""
