"""The modules that a script imports."""

from pathlib import Path

import pytest
from builders import ROOT

from sister_libraries.modules import imported

SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"


def test_each_is_named_once_and_after_what_imports_it(tmp_path: Path):
    (tmp_path / "a.js").write_text(
        'import { x } from "./b.js";\nimport {\n  y,\n  z,\n} from "./c.js";\n', "utf-8"
    )
    (tmp_path / "b.js").write_text('import "./c.js";\nexport * from "./d.js";\n', "utf-8")
    (tmp_path / "c.js").write_text(
        'import { x } from "./a.js";\n// from "./e.js"\nconst f = () => import("./f.js");\n', "utf-8"
    )
    (tmp_path / "d.js").write_text("", "utf-8")
    assert imported(tmp_path, "a.js") == ["b.js", "c.js", "d.js"]


@pytest.mark.parametrize("script", sorted(each.name for each in SCRIPTS.glob("*.js")))
def test_every_module_is_there(script: str):
    assert all((SCRIPTS / each).is_file() for each in imported(SCRIPTS, script))
