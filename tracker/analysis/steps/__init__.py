"""One module per computed question's `computed` line: `answer(gathered, given)` makes columns of the rows gathered."""
