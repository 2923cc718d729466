"""Small faults that could be in a file: each one change of its text, after which it still compiles.

A comparison is turned, a constant moved, `and` and `or` are swapped, a `not` is dropped, a guard does not leave, a call
is left out, a lock not held, a set lacks a member. Constants of modules count as much as what is in functions:
thresholds live there.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TURNED = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"), ast.And: ("and", "or"), ast.Or: ("or", "and"), ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"), ast.Mult: (r"\*", "/"), ast.Div: ("/", "*"), ast.BitAnd: ("&", "|"), ast.BitOr: (r"\|", "&"),
}  # fmt: skip
#: Of what is measured in fractions nothing lies right on a bound: comparisons of it are turned round.
_TURNED_ROUND = {ast.Lt: ("<", ">"), ast.LtE: ("<=", ">="), ast.Gt: (">", "<"), ast.GtE: (">=", "<=")}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_SETTLED = ("strict", "slots", "frozen", "encoding", "maxsize")  # what these say is not behaviour that a test can see
_PLAIN = (ast.Constant, ast.Name, ast.Attribute)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: the bytes from `start` to `end` of a file are others."""

    path: str  # from the root of the project
    line: int
    kind: str
    start: int
    end: int
    new: str

    def put_into(self, data: bytes) -> bytes:
        """Give the file's bytes with the fault in them."""
        return data[: self.start] + self.new.encode() + data[self.end :]


def mutants_of(path: str, data: bytes, measured: bool = False) -> list[Mutant]:
    """List the faults that a file could have, in the order of its text. `path` names it: .py, or .json of constants.

    measured: what the file compares is measured in fractions, so that a bound may as well belong to either side.
    """
    found = _in_json(path, data) if path.endswith(".json") else _Finder(path, data, measured).found()
    return sorted(found, key=lambda each: (each.start, each.end, each.new))


def lines_changed(data: bytes, mutant: Mutant) -> tuple[list[str], list[str]]:
    """Give the lines that a fault changes, as they are and as they become."""
    start = data.rfind(b"\n", 0, mutant.start) + 1
    end = data.find(b"\n", mutant.end) if b"\n" in data[mutant.end :] else len(data)
    was, head, tail = data[start:end], data[start : mutant.start], data[mutant.end : end]
    return was.decode().splitlines(), (head + mutant.new.encode() + tail).decode().splitlines()


def told(lines: Sequence[str]) -> str:
    """Give lines as one, without their indentation."""
    return " ".join(each.strip() for each in lines)


def drawn(mutant: Mutant, data: bytes, seed: int) -> str:
    """Give what the lot of a fault is drawn by: it stays the same while other lines change."""
    was, now = lines_changed(data, mutant)
    return hashlib.sha256(f"{seed} {mutant.path} {told(was)} {told(now)}".encode()).hexdigest()


class _Finder(ast.NodeVisitor):
    """Walks the tree of a file and keeps where it could be another."""

    def __init__(self, path: str, data: bytes, measured: bool) -> None:
        self._path, self._data = path, data
        self._round = _TURNED_ROUND if measured else {}
        self._tree = ast.parse(data)
        self._starts = [0]
        for line in data.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._found: list[Mutant] = []

    def found(self) -> list[Mutant]:
        self.visit(self._tree)
        for statement in self._tree.body:
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
                self._fewer(statement.value)
        return self._found

    def _span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None  # noqa: S101  # parsed, not made
        return (
            self._starts[node.lineno - 1] + node.col_offset,
            self._starts[node.end_lineno - 1] + node.end_col_offset,
        )

    def _keep(self, kind: str, start: int, end: int, new: str) -> None:
        line = self._data.count(b"\n", 0, start) + 1
        self._found.append(Mutant(self._path, line, kind, start, end, new))

    def _between(self, one: ast.expr, other: ast.expr, operator: ast.AST, kind: str) -> None:
        """Turn the operator that stands between two expressions."""
        if type(operator) in _TURNED:
            counted = any(isinstance(each, ast.Constant) and isinstance(each.value, int) for each in (one, other))
            turned = _TURNED if counted else _TURNED | self._round
            sign, new = turned[type(operator)]
            start, end = self._span(one)[1], self._span(other)[0]
            # Brackets and comments may stand before it.
            if match := re.match(rb"(?:[\s()\\]|#[^\n]*\n)*(" + sign.encode() + rb")", self._data[start:end]):
                self._keep(kind, start + match.start(1), start + match.end(1), new)

    def visit_Compare(self, node: ast.Compare) -> None:
        for one, operator, other in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
            self._between(one, other, operator, "comparison")
            if isinstance(operator, ast.In | ast.NotIn):
                self._fewer(other)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for one, other in zip(node.values, node.values[1:], strict=False):
            self._between(one, other, node.op, "and/or")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not any(isinstance(each, ast.JoinedStr | ast.Tuple | ast.List) for each in (node.left, node.right)):
            self._between(node.left, node.right, node.op, "arithmetic")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._between(node.target, node.value, node.op, "arithmetic")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        start, _ = self._span(node)
        if isinstance(node.op, ast.Not) and (match := re.match(rb"not\s*", self._data[start:])):
            self._keep("not", start, start + match.end(), "")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        for new in _moved(node.value):
            self._keep("constant", *self._span(node), new)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            self._keep("call", *self._span(node.func), _CALLS[node.func.id])
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._keep("call", *self._span(node), "pass")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        last = node.body[-1]
        if isinstance(last, ast.Return | ast.Raise | ast.Continue | ast.Break):
            self._keep("leaving", *self._span(last), "pass")
        self.generic_visit(node)

    def visit_With(self, node: ast.With) -> None:
        [first, *others] = node.items
        if not others and first.optional_vars is None and isinstance(first.context_expr, ast.Name | ast.Attribute):
            self._keep("lock", self._span(node)[0], self._span(first.context_expr)[1], "if True")
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg not in _SETTLED:
            self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for part in (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body):
            self.visit(part)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for part in node.body:
            self.visit(part)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave texts alone: before Python 3.12 nothing tells where in a file their parts stand."""

    def _fewer(self, node: ast.expr) -> None:
        """Drop one member of a set, a list or a table that is written out."""
        members: list[tuple[ast.expr, ast.expr]]  # first and last expression of each
        if isinstance(node, ast.Dict):
            members = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
        elif isinstance(node, ast.Set | ast.Tuple | ast.List) and all(isinstance(each, _PLAIN) for each in node.elts):
            members = [(each, each) for each in node.elts]
        else:
            return
        spans = [(self._span(first)[0], self._span(last)[1]) for first, last in members]
        for at in range(len(spans) if len(spans) > 1 else 0):
            start, end = (spans[at][0], spans[at + 1][0]) if at + 1 < len(spans) else (spans[at - 1][1], spans[at][1])
            self._keep("member", start, end, "")


def _moved(value: object) -> Iterator[str]:
    """Yield what a constant could be as well: a tenth more or less of a share, a quarter of what is larger or tiny."""
    if isinstance(value, bool):
        yield str(not value)
    elif isinstance(value, int):
        whole = max(1, value // 4)
        yield str(value + whole)
        if value > 0:
            yield str(value - whole)
    elif isinstance(value, float):
        step = 0.1 if value == 0 or 0.3 <= abs(value) <= 1 else abs(value) / 4
        yield f"{value + step:.6g}"
        yield f"{value - step:.6g}"


def _in_json(path: str, data: bytes) -> Iterator[Mutant]:
    """Move the numbers of a file of constants: those at the top, and those of a table that has nothing else.

    What is below was fitted, and is measured by a bench.
    """
    for key, value in json.loads(data).items():
        table = value if isinstance(value, dict) else {key: value}
        at = re.search(rf'"{key}":'.encode(), data)
        if at and all(isinstance(each, float) for each in table.values()):
            for name, was in table.items():
                if match := re.compile(rf'"{name}":\s*(-?[\d.]+)'.encode()).search(data, at.start()):
                    line = data.count(b"\n", 0, match.start(1)) + 1
                    for new in _moved(was):
                        yield Mutant(path, line, "constant", match.start(1), match.end(1), new)
