"""The manual: a page for each rule, and the handbook of the program."""
