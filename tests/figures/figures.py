#!/usr/bin/env python3
"""figures.py [--check] [--long] PROGRAM KEPT [DOCUMENT...]: puts the program's figures into the documents, or holds the documents to them.

With --check nothing is written; each figure is a line `ok` or `not ok`, with document, line, what it says and what the program says. --long asks commands marked
`long`, too. KEPT is a folder in which answers are kept while neither the program nor a scenario changes. How a document is written: document.py."""
import argparse
import pathlib
import sys

from document import Document
from program import Answers

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("program")
    parser.add_argument("kept")
    parser.add_argument("documents", nargs="*", type=pathlib.Path)
    asked = parser.parse_args()
    paths = [path.resolve() for path in asked.documents] or sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    documents = [Document(path, path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name) for path in paths]
    documents = [d for d in documents if d.definitions or d.tables or d.faults or d.path.parent.name == "cases"]
    runs = {d: d.runs(asked.long) for d in documents}
    try:
        answers = Answers(asked.program, ROOT, asked.kept).of({key for of in runs.values() for key in of.values()})
    except RuntimeError as refused:
        print("not ok - a command that documents show is refused: " + str(refused).replace("\n", "\n#   "))
        return True
    failed = False
    for document in documents:
        before = list(document.lines)
        for line, name, said, found in document.compare({name: answers[key] for name, key in runs[document].items() if " " not in name}):
            right = said == found
            if found.startswith("no longer"):
                failed = True
                print(f"not ok - {document.name}:{line} {name} holds {found}")
            elif asked.check:
                failed |= not right
                print(f"ok - {document.name}:{line} {name}" if right else f"not ok - {document.name}:{line} says {said}, and the program {found} ({name}): run ./dev figures")
            elif not right:
                print(f"{document.name}:{line}: {said} -> {found} ({name})")
        if document.path.parent.name == "cases":
            document.faults += [(line, f"whose figure is {token}? Mark it as the program's, or name it under sourced:") for line, token in document.unanswered()]
        for line, what in document.faults:
            failed = True
            print(f"not ok - {document.name}:{line} {what}")
        if asked.check and not document.faults:
            print(f"ok - every figure of {document.name} is answered for")
        if not asked.check and document.lines != before:
            document.path.write_text("\n".join(document.lines))
    return failed


if __name__ == "__main__":
    sys.exit(main())
