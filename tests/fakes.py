"""Programs that misbehave on purpose."""

from pathlib import Path

_SCRIPT = """#!/bin/sh
case "$1" in
--version) {version}; exit ;;
--list-langs) printf 'List of available languages in "/x/" (3):\\n{languages}\\n'; exit ;;
esac
list="$1"; table="$2.tsv"
if [ "$1" = stdin ]; then list=/dev/stdin; table=/dev/stdout; echo started >>"$0.log"; fi
row() {{ printf "$1\\t$2\\t1\\t1\\t1\\t1\\t0\\t0\\t90\\t40\\t$3\\t$4\\n"; }}
table() {{
    printf 'level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
    page=0
    while read -r name; do
        page=$((page + 1))
        row 1 $page -1 ''
        row 5 $page 91.5 "$1"
    done
}}
{reads}
"""

#: What it does with the list of pages; its answer belongs into the table.
READS = {
    "well": 'table Tove <"$list" >"$table"',
    "crash": "kill -SEGV $$",
    "fail": "echo no >&2; exit 1",
    "fail badly": r"printf '\377\376' >&2; exit 1",
    "hang": "exec sleep 60",
    "bad UTF-8": r"""table 'To\377ve' <"$list" >"$table" """,
    "empty": ': >"$table"',
    "nothing": "exit 0",
    "one page": 'head -n 1 "$list" | table Tove >"$table"',
    "garbled": r"""printf 'level\npage\nthree\n' >"$table" """,
    "fail on the second line": 'if grep -q 0001.pgm "$list"; then exit 1; fi; table Tove <"$list" >"$table"',
}


def fake_tesseract(
    folder: Path,
    reads: str = "well",
    version: str = "echo tesseract 5.3.0",
    languages: tuple[str, ...] = ("eng", "osd"),
) -> Path:
    """Write a tesseract program that reads as `READS` says; `version` is the shell command for `--version`."""
    path = folder / "tesseract"
    path.write_text(_SCRIPT.format(version=version, languages="\\n".join(languages), reads=READS[reads]))
    path.chmod(0o755)
    return path
