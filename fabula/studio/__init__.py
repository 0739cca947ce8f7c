"""The studio: a page where people write with the models, and the API behind it.

In come requests over HTTP; out come stories as they are written, what is known of a text, and a
library of stories that a killed server does not lose. It may import the top of `fabula`, `config`,
`corpus`, `tokens`, `models`, `generation` and `evaluation`; of these alone `cli` imports it.
"""
