"""Makes the pages of docs/ that are generated: each module one page or two, from the code and its reference files."""
