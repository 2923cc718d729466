"""Put small faults into the rules that matter, one at a time, and print which no test notices: `make mutants`.

Which rules, and by which tests they are held, is in bench/mutants.toml; so are the faults that change nothing, each
with its reason. Everything happens on a copy of the project. The faults are drawn by lot, always the same for the same
`--seed`; a lot stays while other lines change. A fault counts as noticed when a test fails or hangs.
"""

import argparse
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.mutations import Mutant, drawn, lines_changed, mutants_of, told

ROOT = Path(__file__).parent.parent
SPARED = (".git", ".venv", ".readers", "__pycache__", ".*_cache", ".hypothesis", "demo", "story", "*.egg-info")
PATIENCE = 4.0  # times as long as without a fault may the tests take, and
GRACE = 15.0  # seconds more
#: Most of the time goes into starting: only one of pytest's plugins is needed, and one of two databases. Hypothesis
#: tries the same each time.
PLAIN = ("-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin", "--hypothesis-seed=0", "-k", "not postgresql")
SPARING = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}
MEMORY = 6 << 30  # bytes a test run may ask for: some faults never stop asking


@dataclass(frozen=True, slots=True)
class Area:
    """Some rules, and the tests that hold them, the quickest first."""

    name: str
    rules: tuple[str, ...]
    tests: tuple[str, ...]
    measured: bool = False  # the rules compare what is measured in fractions


@dataclass(frozen=True, slots=True)
class Equal:
    """A fault that changes nothing anybody could see."""

    file: str
    was: str
    now: str
    why: str


@dataclass(slots=True)
class Tally:
    """What became of the faults of an area."""

    area: str
    possible: int
    tried: int = 0
    noticed: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.noticed / self.tried if self.tried else 1.0


def configured(root: Path) -> tuple[list[Area], list[Equal]]:
    """Read which rules are held by which tests, and which faults change nothing."""
    told = tomllib.loads((root / "bench" / "mutants.toml").read_text(encoding="utf-8"))
    areas = [
        Area(name, tuple(each["rules"]), tuple(each["tests"]), each.get("measured", False))
        for name, each in told["area"].items()
    ]
    return areas, [Equal(**each) for each in told.get("equal", ())]


def possible(root: Path, area: Area, equal: Sequence[Equal], seed: int) -> list[Mutant]:
    """List the faults of an area, but for those that change nothing, in the order in which they are drawn."""
    settled = {(each.file, each.was, each.now) for each in equal}
    lots = []
    for path in area.rules:
        data = (root / path).read_bytes()
        for mutant in mutants_of(path, data, area.measured):
            was, now = lines_changed(data, mutant)
            if (path, told(was), told(now)) not in settled:
                lots.append((drawn(mutant, data, seed), mutant.start, mutant))
    return [mutant for _, _, mutant in sorted(lots, key=lambda lot: lot[:2])]


def stale(root: Path, areas: Sequence[Area], equal: Sequence[Equal]) -> list[Equal]:
    """List what is said to change nothing and is no fault of the code as it is: the code has moved on."""
    there = set()
    for area in areas:
        for path in {*area.rules} & {each.file for each in equal}:
            data = (root / path).read_bytes()
            there |= {(path, *map(told, lines_changed(data, each))) for each in mutants_of(path, data, area.measured)}
    return [each for each in equal if (each.file, each.was, each.now) not in there]


def passes(copy: Path, tests: Sequence[str], patience: float | None = None) -> bool:
    """Run tests on the copy and tell whether all pass, within `patience` seconds."""
    shutil.rmtree(copy / ".hypothesis", ignore_errors=True)  # what one fault taught must not help with the next
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", *PLAIN]
    environment = {**os.environ, **SPARING, "PYTHONPATH": str(copy)}
    process = subprocess.Popen(
        [*command, *tests],
        cwd=copy,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    try:
        return process.wait(patience) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # with what the tests started
            process.wait()


def measure(copy: Path, area: Area, mutants: Sequence[Mutant], tally: Tally) -> Iterator[tuple[Mutant, bool]]:
    """Try faults one after another; yield each with whether it was noticed."""
    began = time.monotonic()
    if not passes(copy, area.tests):
        raise SystemExit(f"{area.name}: {' '.join(area.tests)} fail without any fault: mend that first")
    patience = GRACE + PATIENCE * (time.monotonic() - began)
    for mutant in mutants:
        file = copy / mutant.path
        data = file.read_bytes()
        file.write_bytes(mutant.put_into(data))
        try:
            noticed = not passes(copy, area.tests, patience)
        finally:
            file.write_bytes(data)
        tally.tried += 1
        tally.noticed += noticed
        if not noticed:
            tally.survivors.append(mutant)
        yield mutant, noticed


def difference(copy: Path, mutant: Mutant) -> str:
    """Show what a fault changes."""
    was, now = lines_changed((copy / mutant.path).read_bytes(), mutant)
    return "\n".join(
        [f"{mutant.path}:{mutant.line}", *(f"  - {each}" for each in was), *(f"  + {each}" for each in now)]
    )


def run(root: Path, only: Sequence[str], sample: int, seed: int) -> list[Tally]:
    """Try `sample` faults of each area (0: all), print each, and give the tallies."""
    areas, equal = configured(root)
    for each in stale(root, areas, equal):
        raise SystemExit(f"bench/mutants.toml: {each.file} has no longer: {each.was}")
    tallies = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = Path(folder) / root.name
        shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(*SPARED))
        for area in (each for each in areas if not only or each.name in only):
            mutants = possible(copy, area, equal, seed)  # the project may be worked on meanwhile
            tally = Tally(area.name, len(mutants))
            tallies.append(tally)
            chosen = mutants[: sample or None]
            for mutant, noticed in measure(copy, area, chosen, tally):
                print(f"{area.name} {tally.tried}/{len(chosen)}: {'noticed' if noticed else 'SURVIVED'}", flush=True)
                if not noticed:
                    print(difference(copy, mutant), flush=True)
    return tallies


def main(arguments: Sequence[str] | None = None) -> None:
    """Parse the command line, try faults and print the shares."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", metavar="AREA", action="append", default=[], help="only these rules")
    parser.add_argument("--sample", type=int, default=40, help="faults an area; 0: all there could be")
    parser.add_argument("--seed", type=int, default=1, help="another draws others")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    names = [area.name for area in configured(args.root)[0]]
    if unknown := sorted(set(args.only) - set(names)):
        parser.error(f"no area {', '.join(unknown)}: there are {', '.join(names)}")
    tallies = run(args.root, args.only, args.sample, args.seed)
    whole = Tally(
        "all", sum(t.possible for t in tallies), sum(t.tried for t in tallies), sum(t.noticed for t in tallies)
    )
    print(f"\n{'':10} {'possible':>8} {'tried':>6} {'noticed':>8} {'share':>6}")
    for tally in [*tallies, whole]:
        print(f"{tally.area:10} {tally.possible:8} {tally.tried:6} {tally.noticed:8} {tally.share:6.1%}")


if __name__ == "__main__":
    main()
