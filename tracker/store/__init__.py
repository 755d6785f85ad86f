"""Step 4 of the way: the DuckDB store. Everything that touches its file stands in this folder."""
