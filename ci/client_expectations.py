#!/usr/bin/python3
"""Writes what the Python client (Debian's python3-gnocchiclient) prints for given rows, fields and words, as the
expectations of the client module's unit tests: byte for byte, but without any server.

usage: ci/client_expectations.py        rewrites client/src/test/resources/python/*.json
"""

import io
import json
import os
import sys
import types
import unicodedata

os.environ["COLUMNS"] = "80"
sys.path.insert(0, "/usr/lib/python3/dist-packages")
import cliff.app  # noqa: E402
import cliff.lister  # noqa: E402
import cliff.show  # noqa: E402
import wcwidth  # noqa: E402
from gnocchiclient import shell  # noqa: E402

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "client/src/test/resources/python")
cliff.app.App.NAME = shell.GnocchiShell.NAME = "gnocchi"

COLUMNS = ["name", "value", "note"]
ROWS = {
    "plain": [["a", 1, "one"], ["b", 2.5, "two"]],
    "numbers": [["huge", 1e22, None], ["tiny", -1e-7, None], ["whole", 3.0, None], ["odd", 0.1 + 0.2, None], ["edge", 1e16, None],
                ["long", 12345678901234567890, None], ["truth", True, None], ["zero", -0.0, None]],
    "wide": [["数据库", 1, "データ"], ["😀 smile", 2, "한국어"], ["ｆｕｌｌ", 3, "half"]],
    "combining": [["e\u0301a\u0308", 1, "c\u0327"], ["no\u200bspace", 2, "\u0e01\u0e34\u0e19"], ["žluťoučký", 3, "kůň"]],
    "quotes": [["it's", 1, 'say "so"'], ['both \' and "', 2, "back\\slash"], ["a,b;c", 3, "#x: y"]],
    "lines": [["two\nlines", 1, "three\nmore\nlines"], ["tab\tin", 2, "cr\r\nlf"], ["\nfirst", 3, "last\n"]],
    "yaml": [["yes", 1, "null"], ["12", 2, "1.5e3"], ["- dash", 3, "a: b # c"], ["", 4, " lead"], ["trail ", 5, "{a}"], ["@at", 6, "~"],
             ["2017-02-07", 7, "0x1f"], ["? q", 8, "=" ], ["%p", 9, "1_000"], ["on", 10, ".inf"]],
    "long": [["x" * 90, 1, "many words " * 9], ["é" * 50 + "  " + "é" * 60, 2, "a-b-c " * 20], ["word", 3, "数" * 60]],
    "nested": [[{"a": 1, "b": [1.0, None, "x'y"]}, 1, ["p", "q"]], [{}, 2, []], [{"deep": {"er": {"est": True}}}, 3, [[1, 2], [3]]]],
    "nothing": [],
    "nulls": [[None, None, None], ["a", None, ""]],
    "mixed": [["b", 2, "x"], ["a", None, "y"], ["c", 1, "x"], ["B", 1, None]],
}
LISTED = [["-f", form] for form in ("table", "json", "csv", "yaml", "value")] + [
    ["--max-width", "60"], ["--max-width", "30"], ["--max-width", "10"], ["--print-empty"], ["-f", "json", "--noindent"],
    ["-f", "csv", "--quote", "all"], ["-f", "csv", "--quote", "minimal"], ["-f", "csv", "--quote", "none"],
    ["-c", "note", "-c", "name"], ["-f", "value", "-c", "value"], ["--sort-column", "name"],
    ["--sort-column", "note", "--sort-column", "name"], ["--sort-column", "value", "--sort-descending"], ["-c", "none"]]
FIELDS = {
    "plain": {"name": "low", "points": 12, "ratio": 0.5},
    "texts": {"a b": "it's", "c:d-e": 'say "so"', "lines": "one\ntwo", "wide": "数据库 データ", "combining": "e\u0301", "none": None,
              "UPPER": "x" * 100},
    "nested": {"metrics": {"cpu": "1", "disk": "2"}, "list": [1, 2.0, "three"], "empty": {}, "many": "many words " * 12},
}
SHOWN = [["-f", form] for form in ("table", "json", "yaml", "value", "shell")] + [
    ["--max-width", "50"], ["--max-width", "20"], ["-f", "json", "--noindent"], ["-f", "shell", "--prefix", "p_"], ["-c", "wide"],
    ["-f", "value", "-c", "metrics", "-c", "list"], ["-c", "none"]]


def told(kind, result, words):
    """The output, or the sentence of the error."""
    out = io.StringIO()
    app = types.SimpleNamespace(stdout=out, NAME="gnocchi")

    class Command(kind):
        def take_action(self, _):
            return result

    command = Command(app, None)
    try:
        command.run(command.get_parser("gnocchi test").parse_args(words))
        return {"out": out.getvalue()}
    except ValueError as wrong:
        return {"error": str(wrong)}


def outputs():
    cases = []
    for name, rows in ROWS.items():
        for words in LISTED:
            given = [tuple(row) for row in rows]
            try:
                cases.append({"rows": name, "words": words, **told(cliff.lister.Lister, (tuple(COLUMNS), given), words)})
            except IndexError:
                # It wanted to say that these values have no order.
                continue
    for name, fields in FIELDS.items():
        pairs = tuple(zip(*sorted(fields.items())))
        for words in SHOWN:
            cases.append({"fields": name, "words": words, **told(cliff.show.ShowOne, pairs, words)})
    return {"columns": COLUMNS, "rows": ROWS, "fields": FIELDS, "cases": cases}


USAGE = """metric show|metric show a b|metric list --limit x|metric list --nonsense|metric list -f shell|metric show -f csv x|resource create
resource list --sort-ascending --sort-descending|archive-policy create x|archive-policy create x -d nonsense
archive-policy create -d granularity:1s,points:1|archive-policy create x -d granularity:1s|archive-policy-rule create
archive-policy-rule update x|archive-policy-rule create x -a|metric delete|measures add|measures add x -m now|measures add x -m
measures add x -m -1day@3|resource-type create x -a a:string:perhaps|archive-policy create x -d granularity:1s,points:1 -b many
resource search|measures batch-metrics|measures batch-resources-metrics|metric list --sort|resource list --d x --li 3|metric create a b
resource list --limit=x|measures aggregation -m|measures aggregation|capabilities list x|benchmark metric create
benchmark metric create -n 0|benchmark metric create -n x|benchmark measures add -n 3|benchmark measures show x|resource batch delete
resource list -t|resource show|resource history|resource update|resource delete|resource delete a b|status x
server version -c|server version --noindent=x|metric show -fx a|metric show -rx|met cre a b|resource-type update|resource-type show a b
resource list --max-width wide|metric list --quote some|metric list --sort-column|metric list --sort=a --limit|metric show --prefix""" \
    .replace("\n", "|").split("|")


def usage():
    cases = []
    for columns in (80, 40, 200, 20):
        os.environ["COLUMNS"] = str(columns)
        for words in USAGE if columns == 80 else USAGE[::5]:
            given, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), io.StringIO(), io.StringIO()
            try:
                code = shell.main(words.split(" "))
            except SystemExit as end:
                code = end.code
            finally:
                out, err = sys.stdout.getvalue(), sys.stderr.getvalue()
                sys.stdout, sys.stderr = given
            if code != 2:
                raise SystemExit(f"{words}: {code} {err}")
            cases.append({"columns": columns, "words": words, "out": out, "err": err})
    return {"cases": cases}


def widths():
    points = list(range(0, 0x500)) + list(range(0x500, 0x20000, 37)) + [0x1f600, 0x1f468, 0x200d, 0xfe0f, 0x20000, 0x3fffd, 0xe0101]
    known = [chr(point) for point in points if unicodedata.category(chr(point)) not in ("Cn", "Cs")]
    return {"widths": {f"{ord(one):x}": wcwidth.wcswidth(one) for one in known}}


def main():
    os.makedirs(FOLDER, exist_ok=True)
    for name, content in (("output", outputs()), ("usage", usage()), ("widths", widths())):
        with open(os.path.join(FOLDER, name + ".json"), "w") as file:
            json.dump(content, file, ensure_ascii=True, indent=0 if name != "widths" else None, separators=(",", ":"))
            file.write("\n")
        print(name, len(content.get("cases", content.get("widths", ()))))


if __name__ == "__main__":
    main()
