"""Self-check PDF files: the rules of PDF/A-2 and PDF/UA-1 that a program can read off them.

`.venv/bin/python scripts/self_check.py FILE…` names every rule that a file does not keep. It
certifies nothing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.papers.self_check import RULES, VERDICT, findings  # noqa: E402 - the root comes first


def main(names: list[str]) -> int:
    """Print what was found in each file; returns 1 where a file breaks a rule."""
    broken = False
    for name in names:
        found = findings(Path(name).read_bytes())
        broken = broken or bool(found)
        print(f"{name}: {f'{len(found)} findings' if found else f'{VERDICT}, {len(RULES)} rules'}")
        for one in found:
            print(f"  {one.rule}: {one.found}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
