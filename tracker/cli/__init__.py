"""Step 6 of the way: answers to the terminal. Answers go to stdout, all else to stderr."""
