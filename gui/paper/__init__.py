"""The pages of a PDF or OFD as they look, with the findings over the very words."""
