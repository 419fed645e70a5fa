"""Runs the site's own script modules in Node, and gives back what they say."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
NODE = Path(sys.executable).with_name("node")

PROGRAM = """
{imports}
let text = "";
for await (const piece of process.stdin) text += piece;
const given = JSON.parse(text);
const result = await (async () => {{ {body} }})();
process.stdout.write(JSON.stringify(result ?? null));
"""


def run(modules: dict[str, str], body: str, given: Any = None) -> Any:
    """What the JavaScript `body` returns; it may use the names imported from `modules` and what is `given`."""
    imports = "\n".join(
        f"import {{ {names} }} from {json.dumps((SCRIPTS / name).as_uri())};"
        for name, names in modules.items()
    )
    program = PROGRAM.format(imports=imports, body=body)
    command = [str(NODE), "--input-type=module", "--eval", program]
    result = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
