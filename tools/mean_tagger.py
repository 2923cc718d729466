"""Write the mean of two trainings of the tagger or more, which reads a little better than each of them.

    python tools/mean_tagger.py FILE FILE… (--write | --out FILE)

They must have gone on from the same weights (`tools/train_tagger.py --on`): of trainings that began apart the mean is
worth nothing (Wortsman et al. 2022, Model soups).
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from cardscan.parse.tagger.network import WEIGHTS  # noqa: E402


def write_mean(files: Sequence[Path], out: Path) -> None:
    """Write the mean of the weights in the files, in half precision as they are."""
    trained = []
    for file in files:
        with np.load(file) as weights:
            trained.append({name: weights[name].astype(np.float32) for name in weights.files})
    mean = {name: np.mean([of[name] for of in trained], axis=0).astype(np.float16) for name in trained[0]}
    np.savez_compressed(out, **mean)


def main(argv: Sequence[str] | None = None) -> None:
    """Read the command line, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="that `tools/train_tagger.py` wrote")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--write", action="store_const", const=WEIGHTS, dest="out", help="write into the package")
    target.add_argument("--out", type=Path, help="write to this file, .npz")
    args = parser.parse_args(argv)
    write_mean(args.files, args.out)


if __name__ == "__main__":
    main()
