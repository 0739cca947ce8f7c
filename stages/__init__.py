"""Entry points only: parameters -> library -> files. Run as `python -m stages.NAME`."""
