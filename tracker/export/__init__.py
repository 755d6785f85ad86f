"""Step 6 of the way: answers to files. Nothing that is written here runs when it is opened."""
