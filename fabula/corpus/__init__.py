"""Where stories come from, and how they become three clean splits.

In come files, a dataset of the Hub, or the stories of `fabula.world`; out come parquet files, a
manifest and a data card. It may import the top of `fabula`, `config` and `world`.
"""
