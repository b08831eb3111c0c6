"""Makes the program as a folder that runs without an installed Python: what goes in, its licences, its bill of materials."""
