#!/usr/bin/env python3
"""excerpts.py PROGRAM DOCUMENT FIRST-WORD ARGUMENT...: puts what the program prints anew into the fenced block of the document that begins with the word.

The block may show parts, with an empty line or one of … between them: each part is found again by how its first and last lines begin. tests/readme/run compares."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def begins(line):  # what a line is told by, when its figures change
    return " ".join(re.sub(r"[0-9.,%£−+]+", "", line).split()[:3])


def part(shown, printed):
    """The printed lines from the one that begins as the first shown to the one that begins as the last."""
    for i, line in enumerate(printed):
        if begins(line) == begins(shown[0]):
            # Of the ends that fit, the one that leaves the part as long as it was, or nearly.
            ends = [j for j in range(i, len(printed)) if begins(printed[j]) == begins(shown[-1])]
            if ends:
                return printed[i : min(ends, key=lambda j: abs(j - i + 1 - len(shown))) + 1]
    raise LookupError(f"the program prints nothing that begins as “{shown[0]}” and ends as “{shown[-1]}”: choose the excerpt anew")


def main():
    program, document, first, *arguments = sys.argv[1:]
    document = pathlib.Path(document)
    lines = document.read_text().split("\n")
    start = next(i for i in range(1, len(lines)) if lines[i - 1].startswith("```") and lines[i].startswith(first))
    end = lines.index("```", start)
    with tempfile.TemporaryDirectory() as out:
        folder = ["--out", f"{out}/out"] if arguments[0] == "run" else []
        printed = subprocess.run([program, *arguments, *folder, "--no-color"], env={**os.environ, "COLUMNS": "100"}, check=True, capture_output=True, text=True).stdout.split("\n")
    made, shown = [], []
    for line in lines[start:end] + ["…"]:
        if line.strip() not in ("…", ""):
            shown.append(line)
            continue
        made += (part(shown, printed) if shown else []) + [line]
        shown = []
    if made[:-1] != lines[start:end]:
        lines[start:end] = made[:-1]
        document.write_text("\n".join(lines))
        print(f"{document}: what `concordat {' '.join(arguments)}` prints")


if __name__ == "__main__":
    main()
