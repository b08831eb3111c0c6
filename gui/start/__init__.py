"""The page shown before a report is opened."""
