"""`python -m sister_libraries` is `sisterlib`."""

from sister_libraries.cli import run

if __name__ == "__main__":
    run()
