"""What a run found, for a reader: tables, pictures, pages, and runs beside each other.

In come the files that a run leaves; out come Markdown, HTML, PNG, and text on a terminal. It may
import everything but `cli`.
"""
