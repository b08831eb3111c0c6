"""The left pane: verdict, filters and the list of findings."""
