"""Score what cardscan reads of signatures of mails that are made up: `python -m bench.signatures --seed 7 --count 200`.

Fields are right as in bench/accuracy.py. Photos of badges, codes and screens: samples/inputs.py, then bench.accuracy.
"""

import argparse
import json
import random

from bench.accuracy import Tally, print_errors, print_fields
from bench.rules import score
from cardscan.actions.add_people import in_text
from cardscan.errors import InputError
from cardscan.export.readings import reading_json
from cardscan.model import Card, PhotoReading
from samples.inputs import signature, someone


def main() -> None:
    """Read them, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--errors", action="store_true", help="also print each value that is wrong or missed")
    args = parser.parse_args()
    whole = Tally()
    for number in range(args.count):
        rng = random.Random(f"{args.seed} signature {number}")  # noqa: S311 - nobody is to guess nothing
        text, truth = signature(rng, someone(rng))
        try:
            told = in_text(text, "a signature")
        except InputError:
            told = ()
        nowhere = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
        cards = tuple(Card(each.contact, (), nowhere, 0) for each in told)
        made = score([truth], json.loads(reading_json(PhotoReading(str(number), "", cards)))["cards"])
        whole.add(made, len(cards) == 1)
        if args.errors:
            print_errors(str(number), made)
    print_fields(whole)


if __name__ == "__main__":
    main()
