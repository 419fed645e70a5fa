"""What the tests of the form share: they run its scripts in Node as the tests of the letter do."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "write"))
