"""The guard of the locks: every package pinned by hash, no host named, nothing only on servers."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LOCK_NAMES = ("*.lock", "*-lock.json", "*-lock.yaml", "*-lock.toml", "pylock*.toml")
_HOST = re.compile(r"[a-z]+://")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")


def lock_files(root: Path) -> list[Path]:
    """Return every lock of the project, folders that begin with a dot left out."""
    found = {path for name in _LOCK_NAMES for path in root.rglob(name)}
    inside = (path for path in found if path.name != "uv.lock")
    return sorted(p for p in inside if not any(x[0] == "." for x in p.relative_to(root).parts))


def hosts(text: str) -> list[str]:
    """Return one sentence per line that names a host."""
    lines = enumerate(text.splitlines(), 1)
    return [
        f"line {number} names a host: {line.strip()}"
        for number, line in lines
        if _HOST.search(line)
    ]


def pins(text: str) -> dict[str, str]:
    """Return the version of every pinned package."""
    return {m[1]: m[2] for line in text.splitlines() if (m := _PIN.match(line))}


def unhashed(text: str) -> list[str]:
    """Return one sentence per pinned package without a SHA-256."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    pinned = ((m[1], block) for block in blocks if (m := _PIN.match(block)))
    return [f"{name} has no hash" for name, block in pinned if "--hash=sha256:" not in block]


def strays(runtime: dict[str, str], everything: dict[str, str]) -> list[str]:
    """Return one sentence per server package that the tests do not run with."""
    return [
        f"{name}=={version} is not what requirements.lock has"
        for name, version in runtime.items()
        if everything.get(name) != version
    ]


def main() -> int:
    """Print every finding; return 1 if there was one."""
    findings = []
    for path in lock_files(ROOT):
        text = path.read_text(encoding="utf-8")
        spotted = hosts(text) + (unhashed(text) if path.name.startswith("requirements") else [])
        findings += [f"{path.relative_to(ROOT)}: {finding}" for finding in spotted]
    full = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    part = pins((ROOT / "requirements-runtime.lock").read_text(encoding="utf-8"))
    findings += [f"requirements-runtime.lock: {finding}" for finding in strays(part, full)]
    print("\n".join(findings) or f"{len(full)} packages pinned by hash, no host named.")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
