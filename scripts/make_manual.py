"""Writes the pages of the manual: ``rules/manual/*.md``, ``docs/rules.md`` and ``docs/form-ids.md``.

Run ``python -m scripts.make_manual`` after a rule, an option or an edition has changed; a test fails when that was forgotten.
"""

from __future__ import annotations

import sys
from pathlib import Path

import rules
from core import manual

ROOT = Path(__file__).resolve().parent.parent
PAGES = Path("rules") / "manual"


def pages() -> dict[Path, str]:
    """Every generated file, by its path in the project."""
    catalogue = rules.builtin()
    made = {PAGES / f"{rule.id}.md": manual.as_markdown(rule) for rule in catalogue.rules}
    made[Path("docs") / "rules.md"] = manual.overview(catalogue.rules)
    made[Path("docs") / "form-ids.md"] = manual.names(catalogue.editions)
    return {path: text.rstrip("\n") + "\n" for path, text in made.items()}


def stale(root: Path = ROOT) -> list[Path]:
    """The generated files that are absent, differ, or belong to no rule any more."""
    made = pages()
    there = {path.relative_to(root) for path in (root / PAGES).glob("*.md")}
    differ = [path for path, text in made.items() if not (root / path).exists() or (root / path).read_text("utf-8") != text]
    return sorted([*differ, *(there - set(made))])


def write(root: Path = ROOT) -> list[Path]:
    """Bring the generated files up to date; which were changed."""
    changed, made = stale(root), pages()
    for path in changed:
        target = root / path
        if path in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made[path], "utf-8", newline="\n")
        else:
            target.unlink()
    return changed


if __name__ == "__main__":
    sys.stdout.write("".join(f"{path}\n" for path in write()))
