"""Mutation of the pure hearts: python -m tests.mutation [calendar_ops/policy.py …] → docs/mutation.md.

One small fault at a time is put into a heart (an operator turned, a number off by one, a condition dropped), and the
heart's own tests must fail. What survives is printed; each survivor is killed by a better test or named in
docs/mutation.md with why no test could tell. Needs a system that can fork; no database, no Django.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.util
import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEARTS = {
    "calendar_ops/timeline.py": ["calendar_ops/test_timeline.py", "calendar_ops/test_recurrence.py"],
    "calendar_ops/recurrence.py": ["calendar_ops/test_timeline.py", "calendar_ops/test_recurrence.py"],
    "calendar_ops/policy.py": ["calendar_ops/test_policy.py", "calendar_ops/test_slots.py"],
    "calendar_ops/slots.py": ["calendar_ops/test_slots.py"],
    "calendar_ops/windows.py": ["calendar_ops/test_slots.py"],
    "calendar_ops/due.py": ["calendar_ops/test_due.py"],
    "calendar_ops/shown_state.py": ["calendar_ops/test_shown_state.py"],
    "catalog/spelling.py": ["catalog/test_spelling.py"],
    "catalog/amounts.py": ["catalog/test_amounts.py"],
    "catalog/levels.py": ["catalog/test_levels.py"],
    "catalog/measuring.py": ["catalog/test_measuring.py"],
    "catalog/search.py": ["catalog/test_search.py"],
    "catalog/mix.py": ["catalog/test_mix.py"],
    "catalog/category_tree.py": ["catalog/test_category_tree.py"],
    "catalog/window_wanted.py": ["catalog/test_window_wanted.py"],
    "catalog/assembly.py": ["catalog/test_assembly.py"],
    "organization/tree.py": ["organization/test_tree.py"],
    "core/working_days.py": ["core/test_working_days.py", "calendar_ops/test_due.py"],
    "core/local_time.py": ["core/test_local_time.py"],
}
LONGEST = 40  # seconds after which a mutant is taken for one that never ends, which is a way to be found out
COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
}


def turned(node: ast.AST) -> ast.AST | None:
    """The node with one small fault, or None where this one has none to offer."""
    new = deepcopy(node)
    if isinstance(new, ast.Compare) and type(new.ops[0]) in COMPARED:
        new.ops[0] = COMPARED[type(new.ops[0])]()
    elif isinstance(new, ast.BinOp) and type(new.op) in COMPUTED:
        new.op = COMPUTED[type(new.op)]()
    elif isinstance(new, ast.BoolOp):
        new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
    elif isinstance(new, ast.UnaryOp) and isinstance(new.op, ast.Not):
        return new.operand
    elif isinstance(new, ast.IfExp):
        new.body, new.orelse = new.orelse, new.body
    elif isinstance(new, ast.Constant) and type(new.value) is bool:
        new.value = not new.value
    elif isinstance(new, ast.Constant) and type(new.value) is int:
        new.value += 1
    elif isinstance(new, ast.Continue):
        return ast.Break()
    else:
        return None
    return new


def described(node: ast.AST, new: ast.AST) -> str:
    return f"line {node.lineno}: {ast.unparse(node)} → {ast.unparse(new)}"  # type: ignore[attr-defined]


class Turner(ast.NodeTransformer):
    """Turns the n-th node that can be turned; types are left alone, since nothing reads them."""

    def __init__(self, number: int) -> None:
        self.left, self.said = number, ""

    def visit(self, node: ast.AST) -> ast.AST:
        new = turned(node)
        if new is not None:
            if self.left == 0:
                self.left, self.said = -1, described(node, new)
                return ast.copy_location(new, node)
            self.left -= 1
        return super().visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(one) for one in node.body]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self.visit(one) for one in node.body]
        node.args.defaults = [self.visit(one) for one in node.args.defaults]
        return node


def mutants(heart: str) -> Iterator[tuple[str, str]]:
    """(what was done, the source with it), one fault at a time."""
    source = (ROOT / heart).read_text()
    number = 0
    while True:
        turner = Turner(number)
        tree = turner.visit(ast.parse(source))
        if not turner.said:
            return
        yield turner.said, ast.unparse(ast.fix_missing_locations(tree))
        number += 1


class Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from another source."""

    def __init__(self, heart: str, source: str) -> None:
        self.name, self.source = heart.removesuffix(".py").replace("/", "."), source

    def find_spec(self, fullname, path, target=None):
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module) -> None:
        exec(compile(self.source, self.name, "exec"), module.__dict__)


def killed(heart: str, source: str) -> bool:
    """Whether the heart's tests notice; in a process of its own."""
    child = os.fork()
    if child == 0:
        import pytest

        signal.alarm(LONGEST)
        sys.meta_path.insert(0, Instead(heart, source))
        tests = [str(ROOT / "tests" / name) for name in HEARTS[heart]]
        quiet = io.StringIO()
        with redirect_stdout(quiet), redirect_stderr(quiet):
            code = pytest.main(
                ["-x", "-q", "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider", "--noconftest",
                 "-c", os.devnull, "--rootdir", str(ROOT), *tests]
            )  # fmt: skip
        os._exit(1 if code else 0)
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    sys.path.insert(0, str(ROOT))
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = "/tmp/portal-mutation"
    import dateutil.rrule  # noqa: F401 - once for all children
    import holidays  # noqa: F401
    import hypothesis.strategies  # noqa: F401
    import pytest  # noqa: F401

    survivors = 0
    for heart in sys.argv[1:] or HEARTS:
        since, number, alive = time.monotonic(), 0, []
        if killed(heart, (ROOT / heart).read_text()):
            sys.exit(f"✗ The tests of {heart} fail without any fault: {', '.join(HEARTS[heart])}")
        for said, source in mutants(heart):
            number += 1
            if not killed(heart, source):
                alive.append(said)
                print(f"  survives  {heart} {said}", flush=True)
        survivors += len(alive)
        print(
            f"{heart}: {number} mutants, {len(alive)} survive ({time.monotonic() - since:.0f} s)", flush=True
        )
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
