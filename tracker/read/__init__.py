"""Step 2 of the way: a document to raw tables of text. Knows formats, not meaning."""
