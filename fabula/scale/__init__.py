"""A corpus that is too large for one process: cleaned, freed of copies and tokenized by many.

In come files of stories; out come the same splits and the same token shards that `fabula.corpus`
and `fabula.tokens` alone make of them. It may import the top of `fabula`, `config`, `world`,
`corpus` and `tokens`.
"""
