"""What the text of a report states of its statistical tables."""
