"""Whoever starts Spinney compiles nothing: what uv.lock names has a wheel for each machine that the
README speaks of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

LOCK = tomllib.loads((Path(__file__).resolve().parents[2] / "uv.lock").read_text("utf-8"))
PYTHONS = ((3, 12), (3, 13))
#: Debian 12 has glibc 2.36, Ubuntu 22.04 has 2.35; macOS 13 is the oldest that its maker mends.
MACHINES = {
    "Debian and Ubuntu, x86-64": ("linux", "x86_64"),
    "Debian and Ubuntu, ARM": ("linux", "aarch64"),
    "macOS, Apple silicon": ("darwin", "arm64"),
    "macOS, Intel": ("darwin", "x86_64"),
}


def platforms(system: str, machine: str) -> list[str]:
    if system == "darwin":
        return list(mac_platforms((13, 0), machine))
    old = {5: "manylinux1", 12: "manylinux2010", 17: "manylinux2014"}
    exact = [f"manylinux_2_{minor}_{machine}" for minor in range(35, 4, -1)]
    return [*exact, *(f"{name}_{machine}" for name in old.values()), f"linux_{machine}"]


def tags(system: str, machine: str, python: tuple[int, int]) -> set[Tag]:
    there = platforms(system, machine)
    interpreter = f"cp{python[0]}{python[1]}"
    return {
        *cpython_tags(python, [interpreter], there),
        *compatible_tags(python, interpreter, there),
    }


def environment(system: str, machine: str, python: tuple[int, int]) -> dict[str, str]:
    version = f"{python[0]}.{python[1]}"
    return {
        "sys_platform": system, "platform_machine": machine, "os_name": "posix", "extra": "",
        "platform_system": {"linux": "Linux", "darwin": "Darwin"}[system],
        "python_version": version, "python_full_version": f"{version}.0",
        "implementation_name": "cpython", "platform_python_implementation": "CPython",
    }  # fmt: skip


def needed(where: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The packages of the core install on a machine: from the project down, extras as asked."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for package in LOCK["package"]:
        by_name.setdefault(package["name"], []).append(package)
    [root] = by_name["spinney"]
    waiting, seen = list(root["dependencies"]), set()
    while waiting:
        wish = waiting.pop()
        if "marker" in wish and not Marker(wish["marker"]).evaluate(where):
            continue
        for package in by_name[wish["name"]]:
            if package["version"] != wish.get("version", package["version"]):
                continue
            more = [one for extra in wish.get("extra", ())
                    for one in package.get("optional-dependencies", {}).get(extra, ())]  # fmt: skip
            waiting += more
            if (package["name"], package["version"]) not in seen:
                seen.add((package["name"], package["version"]))
                waiting += package.get("dependencies", [])
                yield package


def has_wheel(package: dict[str, Any], fitting: set[Tag]) -> bool:
    names = [one["url"].rsplit("/", 1)[1] for one in package.get("wheels", ())]
    return any(parse_wheel_filename(name)[3] & fitting for name in names)


@pytest.mark.parametrize(("machine", "python"), list(product(MACHINES, PYTHONS)), ids=str)
def test_every_package_comes_ready_made(machine: str, python: tuple[int, int]) -> None:
    system, kind = MACHINES[machine]
    packages = list(needed(environment(system, kind, python)))
    fitting = tags(system, kind, python)
    assert {"django", "duckdb", "cryptography", "numpy"} <= {one["name"] for one in packages}
    assert [
        f"{one['name']} {one['version']}" for one in packages if not has_wheel(one, fitting)
    ] == []
