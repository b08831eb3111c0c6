"""Small pure helpers on text: folding, numbers, dates, similarity. They know nothing of documents."""
