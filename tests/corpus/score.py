"""Judge the readers against the answers of this folder.

Run it from anywhere: ``python tests/corpus/score.py [--docs] [--deadlines] [--units] [NAME ...]``.
Without a switch all three parts are run; ``NAME`` keeps the documents (or phrases) that contain
it.  The exit code is the number of parts that are not wholly right.

An answer file holds the machine contract's fields; ``accept`` lists other answers that a careful
reader may give for a field.  In the ``.tsv`` files ``|`` parts such alternatives, ``*`` means that
the field is not judged.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import json
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

SOURCES = (".txt", ".html", ".docx", ".xlsx", ".pdf", ".xls", ".ods", ".doc", ".rtf")
HEAD = ("title", "number", "issuer", "issued", "year")
FIELDS = (
    "no",
    "l1",
    "l2",
    "content",
    "lead",
    "others",
    "deadline",
    "kind",
    "start",
    "due",
    "recurrence",
    "limits",
)
NUMBER = re.compile(
    r"^(?:第?[一二三四五六七八九十百]+(?:部分|条|章|节)?[、.．，]|第[一二三四五六七八九十]+(?:部分|条|章|节)"
    r"|[（(][一二三四五六七八九十百\d]+[）)]|\d+[、.．)）]|[①-⑳]|[Ⅰ-Ⅻ][、.．]?)\s*"
)


def bare(value: Any) -> str:
    """The text without any white space; an absent value is the empty text."""
    return re.sub("[\\s\u200b\ufeff]+", "", str(value)) if value is not None else ""


def heading(value: Any) -> str:
    """A heading without number and final punctuation."""
    return NUMBER.sub("", bare(value)).rstrip("。.：:；;")


def same_rule(want: str, got: str, year: int) -> bool:
    """Whether two RFC 5545 rules mean the same days, or as often where no day is named."""
    from dateutil.rrule import rrulestr

    if not want or not got:
        return want == got
    start, end = datetime(year, 1, 1), datetime(year + 4, 12, 31, 23)
    try:
        mine = list(rrulestr(want, dtstart=start).between(start, end, inc=True))
        theirs = list(rrulestr(got, dtstart=start).between(start, end, inc=True))
    except (ValueError, TypeError):
        return False
    if re.search("BYMONTHDAY|BYDAY", want):
        return mine == theirs
    count = [Counter(d.year for d in days) for days in (mine, theirs)]
    return all(abs(count[0][y] - count[1][y]) <= 1 for y in count[0] | count[1])


def same(field: str, want: Any, got: Any, year: int) -> bool:
    """Whether a found value is the expected one."""
    if field in ("lead", "others"):
        return [bare(u) for u in want] == [bare(u) for u in got]
    if field in ("l1", "l2"):
        return heading(want) == heading(got)
    if field == "content":
        return bare(want).rstrip("。；;，,.") == bare(got).rstrip("。；;，,.")
    if field == "deadline":
        return bare(want).rstrip("。；;") == bare(got).rstrip("。；;")
    if field == "recurrence":
        return same_rule(want, got, year)
    return bare(want) == bare(got)


def limit_faults(want: list[dict[str, Any]], got: list[dict[str, Any]], year: int) -> list[str]:
    """Expected limits that were not found, and found dates that nobody expects."""

    def fits(w: dict[str, Any], g: dict[str, Any]) -> bool:
        a, b = bare(w["expr"]), bare(g.get("expr"))
        return (
            bool(b)
            and (a in b or b in a)
            and w["kind"] == g.get("kind")
            and bare(w.get("due")) == bare(g.get("due"))
            and same_rule(w.get("recurrence", ""), g.get("recurrence", "") or "", year)
        )

    faults = [
        f"limit missing {w['expr']}"
        for w in want
        if not w.get("optional") and not any(fits(w, g) for g in got)
    ]
    for g in got:
        near = [
            w
            for w in want
            if bare(w["expr"]) in bare(g.get("expr")) or bare(g.get("expr")) in bare(w["expr"])
        ]
        if g.get("due") and not any(bare(w.get("due")) == bare(g["due"]) for w in near):
            faults.append(f"limit invented {g.get('expr')} {g['due']}")
    return faults


def faults_of(want: dict[str, Any], got: dict[str, Any], year: int) -> Iterator[tuple[str, str]]:
    """Every field of a task that differs, with both values."""
    accept = want.get("accept", {})
    swapped = {heading(want["l1"]), heading(want["l2"])} == {heading(got["l1"]), heading(got["l2"])}
    for field in FIELDS:
        if field == "limits":
            for fault in limit_faults(want["limits"], got.get("limits", []), year):
                yield field, fault
            continue
        if field in ("l1", "l2") and swapped and "" in (want["l1"], want["l2"]):
            continue
        choices = [want[field], *accept.get(field, [])]
        value = got.get(field)
        if any(same(field, choice, value, year) for choice in choices):
            continue
        if (
            field == "content"
            and want.get("content_prefix")
            and bare(value).startswith(bare(want["content"]))
        ):
            continue
        if (
            field == "recurrence"
            and value
            and not want["recurrence"]
            and "recurring" in accept.get("kind", [])
        ):
            continue
        yield field, f"want {short(want[field])} got {short(value)}"


def short(value: Any) -> str:
    """A value on at most 70 characters: its beginning and its end."""
    text = bare(json.dumps(value, ensure_ascii=False)) if isinstance(value, list) else bare(value)
    return text if len(text) <= 70 else f"{text[:40]}…{text[-28:]}"


def align(
    want: Sequence[dict[str, Any]], got: Sequence[dict[str, Any]]
) -> list[tuple[int | None, int | None]]:
    """Pairs of expected and found tasks in order, by likeness of the contents."""
    like = [
        [
            max(
                ratio(c, g["content"])
                for c in (w["content"], *w.get("accept", {}).get("content", []))
            )
            for g in got
        ]
        for w in want
    ]
    best = [[0.0] * (len(got) + 1) for _ in range(len(want) + 1)]
    for i in range(len(want) - 1, -1, -1):
        for j in range(len(got) - 1, -1, -1):
            pair = like[i][j] + best[i + 1][j + 1] if like[i][j] > 0.4 else 0.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(want) or j < len(got):
        if (
            i < len(want)
            and j < len(got)
            and like[i][j] > 0.4
            and (best[i][j] == like[i][j] + best[i + 1][j + 1])
        ):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif j >= len(got) or (i < len(want) and best[i][j] == best[i + 1][j]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs


def ratio(a: str, b: str) -> float:
    """Likeness of two texts in 0..1."""
    return difflib.SequenceMatcher(None, bare(a), bare(b), autojunk=False).ratio()


def score_document(path: Path, verbose: int) -> tuple[int, int, int, int, list[str]]:
    """Expected, found and right tasks, right head fields, and the differences as lines."""
    from toolkit.notice import read_notice

    want = json.loads(path.with_name(path.name.split(".")[0] + ".json").read_text("utf-8"))
    year = want["year"] or 2023
    try:
        got = read_notice(path).to_json()
    except Exception as error:
        if type(error).__name__ == "NoTasks" and not want["tasks"]:
            return 0, 0, 0, len(HEAD), []
        if verbose == 1:
            traceback.print_exc()
        return len(want["tasks"]), 0, 0, 0, [f"FAILED {type(error).__name__}: {error}"]
    lines = []
    heads = 0
    for field in HEAD:
        choices = [want[field], *want.get("accept", {}).get(field, [])]
        if any(bare(c) == bare(got.get(field)) for c in choices):
            heads += 1
        else:
            lines.append(f"{field}: want {short(want[field])} got {short(got.get(field))}")
    right = 0
    for i, j in align(want["tasks"], got["tasks"]):
        if j is None and i is not None:
            lines.append(f"task LOST {i + 1}: {short(want['tasks'][i]['content'])}")
        elif i is None and j is not None:
            lines.append(f"task INVENTED: {short(got['tasks'][j]['content'])}")
        elif i is not None and j is not None:
            faults = list(faults_of(want["tasks"][i], got["tasks"][j], year))
            right += not faults
            lines += [f"task {i + 1} {field}: {text}" for field, text in faults]
            if any(f == "due" and got["tasks"][j].get("due") for f, _ in faults):
                lines.append(f"task {i + 1} WRONG DATE")
    for fault in limit_faults(want["duties"], got.get("duties", []), year):
        lines.append(fault.replace("limit", "duty"))
    return len(want["tasks"]), len(got["tasks"]), right, heads, lines


def score_documents(names: Sequence[str], show: int) -> bool:
    """Print the table of documents; whether all is right."""
    paths = [
        p
        for p in sorted(HERE.iterdir())
        if p.suffix in SOURCES
        and p.with_name(p.name.split(".")[0] + ".json").exists()
        and (not names or any(n in p.name for n in names))
    ]
    total: Counter[str] = Counter()
    for path in paths:
        expected, found, right, heads, lines = score_document(path, len(names))
        total.update(
            expected=expected,
            found=found,
            right=right,
            heads=heads,
            of=len(HEAD),
            clean=not lines,
            docs=1,
            wrong=sum("WRONG DATE" in x or "invented" in x for x in lines),
            lost=sum("LOST" in x for x in lines),
            made=sum("INVENTED" in x for x in lines),
        )
        mark = "ok " if not lines else "-- "
        print(
            f"{mark}{path.name:40} tasks {right:3}/{expected:3} found {found:3}  "
            f"head {heads}/{len(HEAD)}"
        )
        for line in lines[: show or None]:
            print("      " + line)
        if show and len(lines) > show:
            print(f"      … {len(lines) - show} more")
    print(
        f"documents {total['clean']}/{total['docs']} without fault; "
        f"tasks {total['right']}/{total['expected']} right ({total['found']} found, "
        f"{total['lost']} lost, {total['made']} invented); wrong dates {total['wrong']}; "
        f"heads {total['heads']}/{total['of']}"
    )
    return total["clean"] == total["docs"]


def rows(name: str, names: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table beside this script, those that contain a name."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in found:
        for key, value in row.items():
            row[key] = (value or "").replace("\\n", "\n")
    return [r for r in found if not names or any(n in next(iter(r.values())) for n in names)]


def choice(cell: str) -> list[str]:
    """The alternatives of a cell."""
    return cell.split("|")


def score_deadlines(names: Sequence[str], show: int) -> bool:
    """Print what differs among the deadline phrases; whether all is right."""
    from toolkit.deadlines import normalise

    table = rows("deadlines.tsv", names)
    right = wrong_dates = 0
    shown = 0
    for row in table:
        issued = date.fromisoformat(row["issued"]) if row["issued"] else None
        year = int(row["year"]) if row["year"] else None
        try:
            got = normalise(row["expr"], year=year, issued=issued).to_json()
        except Exception as error:
            got = {"kind": f"FAILED {error!r}"}
        faults = []
        for field in ("kind", "start", "due", "recurrence", "times", "amount", "unit", "anchor"):
            want = choice(row[field])
            value = bare(got.get(field))
            if "*" in want or (field in ("times", "anchor") and want == [""]):
                continue
            if field == "recurrence":
                good = any(same_rule(w, value, year or 2023) for w in want)
            elif field == "anchor":
                good = any(
                    (bare(w) in value or value in bare(w)) if w and value else w == value
                    for w in want
                )
            else:
                good = any(bare(w) == value for w in want)
            if not good:
                faults.append(f"{field} want {row[field] or '-'} got {value or '-'}")
                wrong_dates += field == "due" and bool(value)
        right += not faults
        if faults and (not show or shown < show):
            shown += 1
            print(f"  {row['expr']!r} ({row['year']}): {'; '.join(faults)}")
    print(
        f"deadlines {right}/{len(table)} right ({right / max(1, len(table)):.1%}); "
        f"wrong dates {wrong_dates}"
    )
    return right == len(table)


def score_units(names: Sequence[str], show: int) -> bool:
    """Print what differs among the responsibility cells; whether all is right."""
    from toolkit.units import parse_units

    table = rows("units.tsv", names)
    right = shown = 0
    for row in table:
        try:
            got = parse_units(row["text"], column=row["column"] or None).to_json()
        except Exception as error:
            got = {"lead": [f"FAILED {error!r}"], "others": []}
        faults = []
        for field in ("lead", "others"):
            want = [[bare(u) for u in c.split(";;") if u] for c in choice(row[field])]
            if [bare(u) for u in got[field]] not in want:
                value = ";;".join(got[field])
                faults.append(f"{field} want {row[field] or '-'} got {value or '-'}")
        right += not faults
        if faults and (not show or shown < show):
            shown += 1
            print(f"  {row['text']!r} [{row['column']}]: {'; '.join(faults)}")
    print(f"units {right}/{len(table)} right ({right / max(1, len(table)):.1%})")
    return right == len(table)


def main() -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    for part in ("docs", "deadlines", "units"):
        parser.add_argument(f"--{part}", action="store_true")
    parser.add_argument("--dir", type=Path, help="another folder of the same form")
    parser.add_argument("--show", type=int, default=0, help="at most so many differences")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    global HERE
    HERE = options.dir or HERE
    chosen = options.docs or options.deadlines or options.units
    parts = []
    if options.docs or not chosen:
        parts.append(score_documents(options.names, options.show))
    if options.deadlines or not chosen:
        parts.append(score_deadlines(options.names, options.show))
    if options.units or not chosen:
        parts.append(score_units(options.names, options.show))
    return parts.count(False)


if __name__ == "__main__":
    raise SystemExit(main())
