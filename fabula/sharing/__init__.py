"""Models on their way to others: cards, whole folders, GGUF files, and the hub.

In come model folders and what the last run found of them; out come files that need nothing of this
project. It may import all of the library but `studio` and `cli`.
"""
