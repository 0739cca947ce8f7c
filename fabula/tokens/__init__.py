"""Stories as numbers: the tokenizer, Arrow shards, and the rows that models read.

In come stories; out come token stores, and windows or packed rows over them. It may import the top
of `fabula`, `config` and `corpus`.
"""
