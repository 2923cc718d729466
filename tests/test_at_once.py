"""What the page's script says right after a shot, in a real Chromium: good photos pass, bad ones are told."""

from browser import program

from bench.at_once import measure


def test_good_photos_pass_and_bad_ones_are_told() -> None:
    said, took = measure(program(), every=9)
    assert set(said["as it is"]) == {""}
    for spoiled, word in (("blurred 4", "Blurred"), ("shaken 14", "Blurred"), ("dark 0.12", "Too dark")):
        assert set(said[spoiled]) == {word}, (spoiled, said[spoiled])
    assert said["no card"].total() > said["no card"][""]
    assert sorted(took)[len(took) // 2] < 1000  # milliseconds
