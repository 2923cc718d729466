"""Tell what an edit did, value by value: what was changed into what, what is new, what is gone, what stayed."""

from collections.abc import Iterator, Sequence

from cardscan.model import KINDS, Contact, Field


def told(before: Contact, after: Contact) -> tuple[str, ...]:
    """Say what became of each value of the changed kinds, and how many were confirmed as they are."""
    lines: list[str] = []
    confirmed = 0
    for kind in KINDS:
        olds, news = getattr(before, kind), getattr(after, kind)
        if _meant(olds) == _meant(news):
            confirmed += sum(new.sure and not old.sure for old, new in zip(olds, news, strict=True))
        else:
            lines += (f"{kind}: {each}" for each in _of_kind(olds, news))
    if confirmed:
        lines.append(f"confirmed as {'it is' if confirmed == 1 else 'they are'}: {confirmed}")
    return tuple(lines)


def _of_kind(olds: Sequence[Field], news: Sequence[Field]) -> Iterator[str]:
    there = {old.value: old for old in olds}
    gone = [old for old in olds if old.value not in {new.value for new in news}]
    for new in news:
        old = there.get(new.value)
        if old is None:
            old = next((each for each in gone if _is_place(each, new)), None)
            if old:
                gone.remove(old)
            yield f"{old.value} is now {_called(new)}" if old else f"{_called(new)} added"
        elif old.type != new.type:
            yield f"{new.value} is now {new.type or 'of no type'}"
        else:
            yield f"{_called(new)} stays"
    yield from (f"{_called(old)} removed" for old in gone)


def _is_place(old: Field, new: Field) -> bool:
    """Tell whether a value took the place of another: it keeps what was read there, or both were typed."""
    return (old.raw, old.box) == (new.raw, new.box)


def _called(field: Field) -> str:
    return f"{field.value} ({field.type})" if field.type else field.value


def _meant(fields: Sequence[Field]) -> list[tuple[str, str]]:
    return [(field.value, field.type) for field in fields]
