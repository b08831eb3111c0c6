"""From a Document (what is on the page) to a Report (what it says)."""

from core.report.report import Report, understand

__all__ = ["Report", "understand"]
