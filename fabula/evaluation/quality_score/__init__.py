"""One number for how good a story is, learned from stories whose order is known.

In come stories and measures of real ones; out comes 0 to 1 for each story. `signals` says what is
seen of a story, `scoring` makes a score of it, `fitting` learns the weights, and `graded` makes the
stories that they are learned from.
"""
