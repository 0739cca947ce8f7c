"""A corpus that is too large for one process, cleaned and freed of copies by many.

In come files of stories; out come the same splits that `fabula.corpus` alone makes of them. It may
import the top of `fabula`, `config`, `world` and `corpus`.
"""
