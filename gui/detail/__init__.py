"""The right pane: everything about the selected finding."""
