"""Score what cardscan reads against a labelled folder: `python -m bench.accuracy FOLDER`.

FOLDER holds photos and truth.jsonl, one line a photo: {"photo": path below FOLDER, "cards": [CARD]}; samples/README.md
says what a CARD has, and bench/rules.py when a value counts as right. Without --readings, `cardscan read` is run on the
photos; the readings are one line a photo, as `cardscan read --json` prints them, with "photo" as in the truth.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from bench.calibration import draw_calibration, print_calibration
from bench.overlap import Found, compare, true_corners
from bench.rules import FIELDS, Score, score

Lines = dict[str, dict[str, Any]]


def ratio(part: float, whole: float) -> float:
    """Return a share; NaN of nothing."""
    return part / whole if whole else float("nan")


def load(lines: Iterable[str]) -> Lines:
    """Return JSON lines by their photo."""
    return {line["photo"]: line for line in map(json.loads, lines)}


def read(folder: Path, photos: Sequence[str], options: Sequence[str]) -> Lines:
    """Run `cardscan read` on photos of a folder."""
    command = [sys.executable, "-m", "cardscan", "read", "--json", *options, "--", *photos]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: some photos failed, which counts against the reader
        sys.exit(done.returncode)
    return load(done.stdout.splitlines())


class Tally:
    """The scores of some photos."""

    def __init__(self) -> None:
        self.score = Score()
        self.photos = self.counted = self.exact = self.core_exact = 0

    def add(self, made: Score, count_right: bool) -> None:
        """Add a photo."""
        faulty = made.faulty()
        self.score.add(made)
        self.photos += 1
        self.counted += count_right
        self.exact += not faulty
        self.core_exact += not faulty - {"adr", "url"}

    def rates(self, *fields: str) -> tuple[float, float, float, int]:
        """Return precision, recall, F1 and the number of true values of some fields together."""
        right, wrong, missed = (
            sum(count[name] for name in fields) for count in (self.score.right, self.score.wrong, self.score.missed)
        )
        f1 = ratio(2 * right, 2 * right + wrong + missed)
        return ratio(right, right + wrong), ratio(right, right + missed), f1, right + missed

    def figures(self) -> dict[str, Any]:
        """Return everything as numbers."""
        made: dict[str, Any] = {}
        for name in (*FIELDS, "all"):
            rates = self.rates(*FIELDS) if name == "all" else self.rates(name)
            made[name] = dict(zip(("precision", "recall", "f1", "true"), rates, strict=True))
        told = [each for each in self.score.judged if each.value.sure is not None]
        sure = [each for each in told if each.value.sure]
        return made | {
            "photos": self.photos,
            "card_exact": ratio(self.exact, self.photos),
            "card_core_exact": ratio(self.core_exact, self.photos),
            "card_count_right": ratio(self.counted, self.photos),
            "tel_type": ratio(self.score.types_right, self.score.types),
            "sure_share": ratio(len(sure), len(told)),
            "sure_precision": ratio(sum(each.right for each in sure), len(sure)),
        }


def print_fields(tally: Tally) -> None:
    """Print the table by field, and what is counted by photo."""
    figures = tally.figures()
    print(f"{'field':6} {'P':>6} {'R':>6} {'F1':>6}  true")
    for name in (*FIELDS, "all"):
        print("{:6} {precision:6.3f} {recall:6.3f} {f1:6.3f}  {true}".format(name, **figures[name]))
    print(
        "photos {photos}; every field right {card_exact:.3f}; all but adr and url right {card_core_exact:.3f}; "
        "number of cards right {card_count_right:.3f}; tel type right {tel_type:.3f}".format(**figures)
    )
    print("values marked sure: {sure_share:.3f} of all, right {sure_precision:.3f}".format(**figures))


def print_folders(tallies: Mapping[str, Tally]) -> None:
    """Print a line a sub-folder."""
    wide = max(map(len, tallies))
    names = " ".join(f"{name:>6}" for name in FIELDS)
    print(f"\n{'F1 by folder':{wide}} photos    all {names}  exact  count")
    for folder, tally in tallies.items():
        rates = " ".join(f"{tally.rates(name)[2]:6.3f}" for name in FIELDS)
        shares = f"{ratio(tally.exact, tally.photos):6.3f} {ratio(tally.counted, tally.photos):6.3f}"
        print(f"{folder:{wide}} {tally.photos:6} {tally.rates(*FIELDS)[2]:6.3f} {rates} {shares}")


def print_errors(photo: str, made: Score) -> None:
    """Print every value of a photo that is wrong or missed."""
    wrong = [
        f"{each.field}: {'SURE BUT WRONG' if each.value.sure else 'wrong'} {each.value.text!r}"
        for each in made.judged
        if not each.right
    ]
    missed = [f"{name}: missed {text!r}" for name, text in made.absent]
    if wrong or missed:
        print(photo, *wrong, *missed, sep="\n    ")


def by_fields(truths: Lines, readings: Lines, errors: bool, as_json: bool, plot: Path | None) -> None:
    """Score the fields and print the tables."""
    whole = Tally()
    folders: dict[str, Tally] = {}
    for photo, truth in truths.items():
        cards = readings.get(photo, {}).get("cards", [])
        made = score(truth["cards"], cards)
        for tally in (whole, folders.setdefault(str(PurePosixPath(photo).parent), Tally())):
            tally.add(made, len(cards) == len(truth["cards"]))
        if errors:
            print_errors(photo, made)
    if plot:
        draw_calibration(whole.score.judged, plot)
    if as_json:
        print(json.dumps(whole.figures()).replace("NaN", "null"))
        return
    print_fields(whole)
    print_folders(folders)
    print_calibration(whole.score.judged)


def by_corners(truths: Lines, readings: Lines, errors: bool) -> None:
    """Score where the cards are and print the counts."""
    made = Found()
    for photo, truth in truths.items():
        if true_corners(truth):
            made.add(compare(truth, readings.get(photo, {}).get("cards", [])))
    if errors:
        print(*made.notes, sep="\n")
    print(
        f"photos {made.photos}; cards found {made.found}/{made.cards} = {ratio(made.found, made.cards):.3f}; "
        f"not cards {made.extra}; photos with all cards and no more {ratio(made.whole, made.photos):.3f}; "
        f"mobiles read {made.mobiles_read}/{made.mobiles} = {ratio(made.mobiles_read, made.mobiles):.3f}"
    )


def main() -> None:
    """Parse the command line and score."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="holds the photos and their truth")
    parser.add_argument("--truth", type=Path, help="the labels, where they are not FOLDER/truth.jsonl")
    parser.add_argument("--readings", type=Path, help="score these, as `cardscan read --json` prints them")
    parser.add_argument("--save", type=Path, help="keep the readings in this file")
    parser.add_argument("--errors", action="store_true", help="print every wrong or missed value")
    parser.add_argument("--multi", action="store_true", help="score where the cards are, by their corners")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument("--plot", type=Path, help="draw how well confidence is calibrated, as SVG, into this file")
    parser.epilog = "what follows -- goes to `cardscan read`: python -m bench.accuracy samples -- --engine tesseract"
    own, options = sys.argv[1:], []
    if "--" in own:
        own, options = own[: own.index("--")], own[own.index("--") + 1 :]
    args = parser.parse_args(own)
    labels = args.truth or args.folder / "truth.jsonl"
    truths = load(labels.read_text(encoding="utf-8").splitlines())
    if args.readings:
        readings = load(args.readings.read_text(encoding="utf-8").splitlines())
    else:
        readings = read(args.folder, list(truths), options)
    if args.save:
        args.save.write_text("".join(json.dumps(line) + "\n" for line in readings.values()), encoding="utf-8")
    unknown = sorted(set(readings) - set(truths))
    if unknown:
        print(f"not in the truth, ignored: {len(unknown)} photos ({unknown[0]} …)", file=sys.stderr)
    if args.multi:
        by_corners(truths, readings, args.errors)
    else:
        by_fields(truths, readings, args.errors, args.json, args.plot)


if __name__ == "__main__":
    main()
