"""Step 1 of the way: get bytes, as a Document. Interprets nothing."""
