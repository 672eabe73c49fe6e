"""What the program is made of, from where, under which licence, and what is known against it.

    python tools/supply.py lock               .ci/requirements.txt: every file of constraints.txt by its hash
    python tools/supply.py components FOLDER  sbom.cdx.json (CycloneDX 1.6) and licences.txt of what is installed
    python tools/supply.py audit              known faults of these versions, by the OSV database

``lock`` asks the package index, ``audit`` asks osv.dev; both say when they could not.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

JsonValue = Any  # what an index answers; looked at before it is used
ROOT = Path(__file__).resolve().parents[1]
PINS, LOCK = ROOT / "constraints.txt", ROOT / ".ci" / "requirements.txt"
PRODUCT = "social-account-auditor"
INDEX = "https://pypi.org/simple"
DATABASE = "https://api.osv.dev/v1/querybatch"
# Licences that let the program be given away as it is; others are looked at by a person first.
FREE = (
    "MIT",
    "BSD",
    "Apache",
    "ISC",
    "PSF",
    "Python Software Foundation",
    "MPL",
    "Mozilla",
    "Zlib",
    "HPND",
    "Unlicense",
    "CC0",
    "0BSD",
)
_JSON = "application/vnd.pypi.simple.v1+json"


def pins() -> list[tuple[str, str]]:
    """Names and versions of ``constraints.txt``."""
    lines = PINS.read_text(encoding="utf-8").splitlines()
    return [
        (name, version)
        for name, mark, version in (line.partition("==") for line in lines)
        if mark and not name.startswith("#")
    ]


def plain(name: str) -> str:
    """A package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _asked(url: str, data: bytes | None = None, accept: str = "application/json") -> JsonValue:
    request = urllib.request.Request(url, data, {"Accept": accept, "User-Agent": PRODUCT})  # noqa: S310 - https above
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - https above
        return json.load(answer)


def _named(file: str) -> tuple[str, str]:
    """The name and the version that a file of an index bears."""
    if file.endswith(".whl"):
        name, version, *_ = file.split("-")
    else:
        name, _, version = re.sub(r"\.(?:tar\.gz|zip|tar\.bz2)$", "", file).rpartition("-")
    return plain(name), version


def hashes(name: str, version: str) -> list[str]:
    """The SHA-256 of every file of a version.

    Raises:
        LookupError: the index has none.
    """
    files = _asked(f"{INDEX}/{plain(name)}/", accept=_JSON)["files"]
    package = (plain(name), version)
    digests = sorted(
        file["hashes"]["sha256"] for file in files if _named(file["filename"]) == package
    )
    if not digests:
        raise LookupError(f"{name} {version} is not in the index")
    return digests


def lock() -> int:
    """Write the hashes of all pinned versions."""
    lines = ["# Made by `python tools/supply.py lock` from constraints.txt."]
    for name, version in pins():
        lines.append(
            " \\\n    ".join(
                [
                    f"{name}=={version}",
                    *(f"--hash=sha256:{digest}" for digest in hashes(name, version)),
                ]
            )
        )
    LOCK.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} packages locked")
    return 0


def needed(name: str = PRODUCT, visited: set[str] | None = None) -> Iterator[metadata.Distribution]:
    """What a package needs to run, itself first, each once: without its extras."""
    visited = set() if visited is None else visited
    if plain(name) in visited:
        return
    visited.add(plain(name))
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return
    yield distribution
    for requirement in distribution.requires or ():
        if "extra ==" not in requirement:
            yield from needed(re.split(r"[\s<>=!~;\[(]", requirement, maxsplit=1)[0], visited)


def licence(package: metadata.Distribution) -> str:
    """A package's licence as it declares it: the expression, else its classifiers, else its words."""
    declared = package.metadata
    if declared.get("License-Expression"):
        return str(declared["License-Expression"])
    classes = [
        classifier.rpartition(" :: ")[2]
        for classifier in declared.get_all("Classifier") or ()
        if classifier.startswith("License ::")
    ]
    words = str(declared.get("License") or "").strip().splitlines()
    return ", ".join(classes) or (words[0] if words else "")


def components(folder: Path) -> int:
    """Write the bill of materials and the list of licences; 1 if one has to be looked at."""
    packages = list(needed())
    if not packages:
        print(f"{PRODUCT} is not installed here")
        return 1
    parts = [
        {
            "type": "library",
            "name": package.name,
            "version": package.version,
            "purl": f"pkg:pypi/{plain(package.name)}@{package.version}",
            "bom-ref": plain(package.name),
            "licenses": [{"license": {"name": licence(package)}}] if licence(package) else [],
        }
        for package in packages
    ]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**parts[0], "type": "application"}},
        "components": parts[1:],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sbom.cdx.json").write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    rows = [
        f"{package.name} {package.version}: {licence(package) or 'not declared'}"
        for package in packages[1:]
    ]
    (folder / "licences.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    strange = [
        package
        for package in packages[1:]
        if not any(word.lower() in licence(package).lower() for word in FREE)
    ]
    print(f"{len(parts) - 1} packages in {folder / 'sbom.cdx.json'}, their licences beside it")
    for one in strange:
        print(f"look at the licence of {one.name}: {licence(one) or 'not declared'}")
    return 1 if strange else 0


def audit() -> int:
    """Say what the database knows against the pinned versions; never red for what was found today,
    so that a new finding stops no other work."""
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
        for name, version in pins()
    ]
    try:
        answers = _asked(DATABASE, json.dumps({"queries": queries}).encode())["results"]
        looked_up = [
            (name, version, [fault["id"] for fault in answer.get("vulns") or ()])
            for (name, version), answer in zip(pins(), answers, strict=True)
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(
            f"cannot know: {DATABASE} did not answer ({type(error).__name__}). Nothing was looked up."
        )
        return 0
    faulty = [row for row in looked_up if row[2]]
    for name, version, names in faulty:
        print(f"{name} {version}: {', '.join(names)}")
    print(f"{len(looked_up)} versions looked up, {len(faulty)} with known faults")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Do what the first word says."""
    match list(arguments):
        case ["lock"]:
            return lock()
        case ["components", folder]:
            return components(Path(folder))
        case ["audit"]:
            return audit()
        case _:
            print(__doc__)
            return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
