"""What people type: `fabula COMMAND`, one module a command.

In come a command line and the pipeline's own files; out go words on a terminal, or a kept run. It
may import all of the library, and nothing imports it.
"""
