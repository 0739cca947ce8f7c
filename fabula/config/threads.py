"""The one value that stages read and that stands in no section."""

from fabula.config.section import Processes, Section


class Threads(Section, extra="ignore"):
    """`Threads.load().threads` reads it, and nothing else of `params.yaml`."""

    threads: Processes
    """CPU threads of torch; weights differ between 1 and 2 threads, so it is a parameter."""
