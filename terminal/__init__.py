"""What the command line is made of: its parser in Chinese and sub-commands that need no rules; ``cli.py`` joins them."""
