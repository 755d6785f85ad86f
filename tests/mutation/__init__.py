"""Files mutated in all ways: no traceback, no half batch, and no value that moves to another row or field.

grids       tables of real and of our own files, cut to a few rows, that mutations start from
harmless    the same table in other bytes: its values must not change
harmful     tables and bytes that lost something: what wasn't touched must not change
writing     a grid as the bytes of a file: text, workbook, page, JSON, archive
oracle      what became of a case, compared with what the unmutated table becomes
"""
