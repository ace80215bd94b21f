# A document whose figures are the program's: which commands it shows, which figures it takes from them, and where in its text they stand.
#
#   ```
#   concordat run scenarios/x.xml --replicates 200    # run        a command, and the name by which figures know its answer
#   ```
#   <!-- figures
#   saving: £k = run.gap("apart", "joint", "cost-annual")           a figure: name, format, expression
#   cheapest: holds = run.mean("joint", "cost-annual") < 8e6        a condition that a sentence stands on
#   sourced: £1.36m, 15.2 % (S4)                                    figures that are somebody else's
#   -->
#   Joint is the cheapest<!--cheapest--> by <!--saving-->£269k a year; the verdict is <!--word-->leaning<!--/-->.
#
#   <!-- table c: bau joint                                         columns; c is one of them in each expression: an option, or the answer of that name
#   £m = run.mean(c, "cost-annual")                                 a row; a line of - alone leaves a row as it is
#   -->
#   | yearly | today | joint |
#   |---|---|---|
#   | cost | £7.81m | £7.65m |
#
# <!-- table r t: run/talks run_null/talks_null binds two names a column; a column - stays as it is. <!-- rows … is the table on its side: a row for each of the
# names, a cell for each line of the comment.
import ast
import re

from vocabulary import FIGURE, WORDS, Run, beyond, fails, written

MARK = re.compile(r"<!--([a-z][a-z0-9-]*)-->")
END = "<!--/-->"
COMMAND = re.compile(r"^(concordat .*?)\s+# ([a-z][a-z0-9_]*)(, long)?$")
DEFINED = re.compile(r"^([a-z][a-z0-9-]*): (\S+) = (.+)$")
SAFE = {"__builtins__": {}, "abs": abs, "min": min, "max": max, "sum": sum, "all": all, "any": any, "len": len, "sorted": sorted, "round": round, "range": range, "beyond": beyond, "fails": fails}


def _by_hand(asked, bound):
    return asked == "-" or bound == ["-"]


class Document:
    def __init__(self, path, name):
        self.path, self.name = path, name
        self.lines = path.read_text().split("\n")
        self.commands, self.definitions, self.sourced, self.tables, self.faults = {}, {}, [], [], []
        self.hidden = set()  # lines that readers do not see, or that are the program's own
        self._read()

    def fault(self, line, what):
        self.faults.append((line + 1, what))

    def _read(self):
        fence, comment, pending = False, None, ""
        for i, line in enumerate(self.lines):
            if comment is None and line.startswith("```"):
                fence = not fence
                self.hidden.add(i)
            elif fence:
                self.hidden.add(i)
                pending += line.rstrip("\\").strip() + " " if line.endswith("\\") else line.strip()
                if not line.endswith("\\"):
                    self._command(i, pending)
                    pending = ""
            elif comment is not None or re.match(r"<!-- (figures|table|rows)\b", line):
                self.hidden.add(i)
                comment = [] if comment is None else comment
                comment.append((i, line.removesuffix("-->").strip()))
                if line.endswith("-->"):
                    (self._figures if "figures" in comment[0][1].split() else self._table)(comment)
                    comment = None
            elif re.match(r"<!-- ", line):
                self.hidden.add(i)
        if comment is not None:
            self.fault(comment[0][0], "a comment that is not closed: end it with --> at the end of a line")

    def _command(self, i, text):
        found = COMMAND.match(text)
        if not found:
            return
        command, name, long = re.sub(r"\s+", " ", found[1]), found[2], bool(found[3])
        if name in self.commands:
            self.fault(i, f"two commands are named {name}")
        self.commands[name] = (command, long, i)

    def _figures(self, comment):
        for i, line in comment[1:]:
            found = DEFINED.match(line)
            if line.startswith("sourced: "):
                values = re.fullmatch(r"sourced: (.+) \(([^()]+)\)", line)
                if values:
                    self.sourced += [value.strip() for value in values[1].split(";")]
                else:
                    self.fault(i, "sourced: FIGURE; FIGURE (whose they are)")
            elif found:
                if found[1] in self.definitions:
                    self.fault(i, f"{found[1]} is defined twice")
                self.definitions[found[1]] = (found[2], found[3], i)
            elif line:
                self.fault(i, f"not a figure: {line!r}; write NAME: FORMAT = EXPRESSION, or sourced: FIGURE; FIGURE (whose they are)")

    def _table(self, comment):
        head = re.fullmatch(r"<!-- (table|rows) ([a-z ]+): (.+)", comment[0][1])
        if not head:
            self.fault(comment[0][0], "write <!-- table NAME: COLUMN COLUMN … and a row a line below")
            return
        asked = [(i, line) for i, line in comment[1:] if line]
        names = [name.split("/") for name in head[3].split()]
        # Cells as (line of the comment, format and expression, names), a list a row.
        cells = [[(i, line, name) for name in names] for i, line in asked]
        self.tables.append((head[2].split(), cells if head[1] == "table" else [list(row) for row in zip(*cells)], comment[-1][0] + 3))  # after the heads and the rule below them

    def runs(self, long):
        """{name: (command, ((out/NAME, command that leaves it), …))}, of the commands whose answers figures take."""
        used = " ".join([d[1] for d in self.definitions.values()] + [" ".join([asked, *bound]) for _, rows, _ in self.tables for row in rows for _, asked, bound in row])
        left = {}
        for command, _, _ in self.commands.values():
            words = command.split()
            if words[1] == "run":
                left["out/" + words[2].removeprefix("scenarios/").removesuffix(".xml")] = command
        runs = {}
        for name, (command, is_long, i) in self.commands.items():
            needed = tuple(sorted((word, left[word]) for word in set(command.split()[2:]) if word in left))
            if any(word.startswith("out/") and word not in left for word in command.split()):
                self.fault(i, f"{command}: no command here leaves that folder")
            elif re.search(rf"\b{name}\b", used) and (long or not is_long):
                runs[name] = (command, needed)
                runs.update({f"{name} {out}": (run, ()) for out, run in needed})
        return runs

    def _value(self, i, form, expression, names):
        """Text and None, or None and why not. An expression of a run that was left out is (None, None)."""
        try:
            asked = {node.id for node in ast.walk(ast.parse(expression, mode="eval")) if isinstance(node, ast.Name)}
            if any(name in self.commands and name not in names for name in asked):
                return None, None
            value = eval(expression, {**SAFE, **names})  # of this repository's own documents, with no builtins
            if form == "holds":
                return (bool(value), None)
            return written(value, form), None
        except Exception as problem:  # whatever is wrong with an expression is its author's to see, at its line
            return None, f"{expression}: {type(problem).__name__}: {problem}"

    def compare(self, answers):
        """Yields (line, what it says, what the program says, fault) of every figure, and puts the program's into self.lines."""
        names = {name: Run(answer) for name, answer in answers.items()}
        values = {}
        for name, (form, expression, i) in self.definitions.items():
            values[name], problem = self._value(i, form, expression, names)
            if problem:
                self.fault(i, problem)
        marked = set()
        for i, line in enumerate(self.lines):
            if i not in self.hidden:
                self.lines[i] = yield from self._marks(i, line, values, marked)
        for name in self.definitions.keys() - marked:
            self.fault(self.definitions[name][2], f"{name} stands nowhere in the text: mark where with <!--{name}-->")
        for table in self.tables:
            yield from self._cells(table, names)

    def _marks(self, i, line, values, marked):
        done, rest = "", line
        while found := MARK.search(rest):
            name = found[1]
            done, rest = done + rest[:found.end()], rest[found.end():]
            if name not in self.definitions:
                self.fault(i, f"<!--{name}--> is not defined")
                continue
            marked.add(name)
            form, value = self.definitions[name][0], values[name]
            if form == "holds":
                if value is not None:
                    yield i + 1, name, "holds", "holds" if value else f"no longer: {self.definitions[name][1]}"
                continue
            if form in WORDS:
                said, closed, after = rest.partition(END)
                length = len(said) if closed else None
            else:
                said = FIGURE.match(rest)
                length = said.end() if said else None
            if length is None:
                self.fault(i, f"no figure after <!--{name}-->" + (f"; end words with {END}" if form in WORDS else ""))
            elif value is not None:
                yield i + 1, name, rest[:length], value
                done, rest = done + value, rest[length:]
        return done + rest

    def _cells(self, table, names):
        variables, rows, first = table
        for line, row in enumerate(rows, first):
            cells = self.lines[line].removesuffix(" |").split(" | ") if line < len(self.lines) else []
            if len(cells) != len(row) + 1:
                self.fault(line, f"this row of the table has {len(cells) - 1} cells, and the comment above it {len(row)}")
                continue
            for c, (i, asked, bound) in enumerate(row, 1):
                if _by_hand(asked, bound):
                    continue
                left_out = any(word in self.commands and word not in names for word in bound)
                form, _, expression = asked.partition(" = ")
                value, problem = (None, None) if left_out else self._value(i, form, expression, {**names, **{v: names.get(word, word) for v, word in zip(variables, bound)}})
                if problem:
                    self.fault(i, f"{'/'.join(bound)}: {problem}")
                elif value is not None:
                    yield line + 1, f"{'/'.join(bound)}: {asked}", cells[c], value
                    cells[c] = value
            self.lines[line] = " | ".join(cells) + " |"

    # -- figures that nobody answers for

    EXEMPT = re.compile(r"^#+ .*\b(papers?|minutes) said\b", re.I)
    PLAIN = re.compile("|".join([
        r"`[^`]*`", r"\]\([^)]*\)", r"<!--.*?-->", r"\b(1[89]|20)\d\d(/\d\d)?\b",  # code, links' targets, marks, years
        r"\b\d{1,2}(?= (January|February|March|April|May|June|July|August|September|October|November|December)\b)",
        r"\b(Options?|rows?|Rows?|seed|S|Appendix|article|Table) ?\d+\w*((, | and |–| to )\d+\w*)*", r"^\s*\d+\. ", r"\b[A-Z]\d\b"]))

    def unanswered(self):
        """Figures in the text that are neither marked, nor said to be somebody's, nor a date, an option's or a row's number; the sections that retell papers apart."""
        exempt = False
        made = {first + k: row for _, rows, first in self.tables for k, row in enumerate(rows)}
        heads = {first - 2 for _, _, first in self.tables}
        for i, line in enumerate(self.lines):
            if line.startswith("#"):
                exempt = bool(self.EXEMPT.match(line))
            if exempt or i in self.hidden or i in heads:
                continue
            text = line
            if i in made:  # what the author wrote in it
                cells = line.split(" | ")
                text = " | ".join(cell for cell, (_, asked, bound) in zip(cells[1:], made[i]) if _by_hand(asked, bound))
            elif line.startswith("| "):  # what heads a row is a name
                text = line.partition(" | ")[2]
            for name in MARK.findall(text):
                form = self.definitions.get(name, ("", ""))[0]
                figure = "" if form == "holds" else f".*?{re.escape(END)}" if form in WORDS else FIGURE.pattern
                text = re.sub(rf"<!--{name}-->(?:{figure})", " ", text)
            for value in sorted(self.sourced, key=len, reverse=True):
                text = re.sub(rf"(?<![\w.,£]){re.escape(value)}(?![\w]|[.,]\d)", " ", text)
            for token in FIGURE.findall(self.PLAIN.sub(" ", text)):
                if any(c.isdigit() for c in token):
                    yield i + 1, token
