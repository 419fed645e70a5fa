"""`python -m sister_libraries` is `sisterlib`."""

import sys

from sister_libraries.cli import main

if __name__ == "__main__":
    sys.exit(main())
