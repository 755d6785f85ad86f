"""What is known of the 56 real files of the corpus: tables of facts, one entry a file, and what holds for all of them.

The facts were counted apart from the project: with csv, openpyxl or json, regular expressions over the text of pages,
and decimal numbers; equal rows counted once. Titles stand abridged, for the files aren't ours.
"""
