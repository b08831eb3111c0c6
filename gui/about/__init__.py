"""What the program is, and on whose work it stands."""
