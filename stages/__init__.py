"""Entry points only: parameters -> library -> files. Run as `python -m stages.NAME`."""

import gc
import sys

if sys.argv[0] == "-m":  # what Python calls itself until it has found the stage
    gc.disable()  # what is imported stays: to look for garbage in it takes a sixth of that time
