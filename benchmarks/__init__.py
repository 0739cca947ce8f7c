"""The usual script against this pipeline, in one run: `make bench` writes `RESULTS.md`."""
