"""Measure from which confidence down a letter is doubted best (`DOUBT` of `cardscan/parse/doubted.py`).

    python tools/fit_letters.py [--made 1000] [--doubt 0.5 --doubt 0.9 …]

Cards are made up and misread as two readers misread them (`tools/made/misread.py`), then read with each threshold. Of
every way in which a letter is settled it is counted how often what was wrong became right, and what was right wrong:
keep a way only where the first is many times the second. (Of words about 30 in 1,500 cards seem spoilt that were made
up misread and are right now: what counts is how many more there are.) Needs the packages of `.[train]`.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cardscan.enrich.country import country_of
from cardscan.enrich.steps import enrich
from cardscan.model import Line
from cardscan.parse import doubted
from cardscan.parse.card import grammars, parse_card
from cardscan.parse.spelling import spelled
from tools.made.canvas import WIDTH
from tools.made.cards import made_card, rng_of
from tools.made.misread import misread

SEED = 1301  # of the cards; those of the tagger's training have others
ONLINE = ("email", "url")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--made", type=int, default=1000, help="cards to make up")
    parser.add_argument("--doubt", type=float, action="append", help="confidences to try")
    args = parser.parse_args()
    for doubt in args.doubt or (0.0, 0.5, 0.8, 0.9, 0.95, 0.99):
        doubted.DOUBT = doubt
        print(f"doubted below {doubt}")
        counts: Counter[tuple[str, str]] = Counter()
        for number in range(args.made):
            counts.update(settled(number))
        for way in sorted({way for way, _ in counts}):
            told = ", ".join(f"{what} {counts[way, what]}" for what in ("mended", "spoilt", "still wrong"))
            print(f"  {way}: {told}")


def settled(number: int) -> Iterator[tuple[str, str]]:
    """Yield each settling on a made-up card: the way, and what became of the value."""
    rng = rng_of(SEED, number)
    # What the readers of a made-up card have differently was misread already; nobody tells what is printed there.
    printed = [each.line for each in made_card(rng).marked if each.line.agreed]
    lines = [misread(rng, line) for line in printed]
    read = spelled(lines)
    for was, now, right in zip(lines, read, printed, strict=True):
        if was.text != now.text:
            yield "words", told(was.text, now.text, right.text)
    contact = parse_card(read, WIDTH)
    contact = enrich(contact, country_of(contact, read), read)
    stands = addresses(printed)
    for kind in ONLINE:
        for field in getattr(contact, kind):
            for reason in field.origin.split("; enrich: ")[1:]:
                yield f"{kind}: {reason}", told(field.raw.casefold(), field.value, *stands)


def addresses(lines: list[Line]) -> list[str]:
    """What addresses of the net stand on a card."""
    clear = [replace(line, confidence=1.0) for line in lines]
    return [found.field.value for found in grammars(clear) if found.kind in ONLINE]


def told(was: str, now: str, *right: str) -> str:
    """What became of a value that was settled."""
    return "mended" if now in right else "spoilt" if was in right else "still wrong"


if __name__ == "__main__":
    main()
