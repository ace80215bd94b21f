# What expressions in documents may say of the program's JSON, and how values are written. Nothing is computed here that the program itself does not state, but for
# differences, sums and shares of its figures that a sentence needs.
import math
import pathlib
import re

MINUS = "\N{MINUS SIGN}"
# A figure as documents write it; `?` stands where ./dev figures is to put the first one.
FIGURE = re.compile(rf"\?|[<>+{MINUS}]*£?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:m\b|k\b)?(?: ?%)?")


class Run:
    """A run, talks, claims, tables of options or a flip, as one object. `run["claims"]` is the JSON itself."""

    def __init__(self, answer):
        self.json = answer

    def __getitem__(self, key):
        return self.json[key]

    @staticmethod
    def _one(found, what):
        found = list(found)
        if len(found) != 1:
            raise LookupError(f"{len(found) or 'no'} {what}")
        return found[0]

    # -- a run's options and their differences

    def option(self, option):
        return self._one((s for s in self["structures"] if s["id"] == option), f"option {option}")

    def metric(self, option, metric):
        metrics = self.option(option)["metrics"]
        if metric not in metrics:
            raise LookupError(f"no metric {metric}")
        return metrics[metric]

    def mean(self, option, metric):
        return self.metric(option, metric)["mean"]

    def p5(self, option, metric):
        return self.metric(option, metric)["p5"]

    def p95(self, option, metric):
        return self.metric(option, metric)["p95"]

    def gap(self, a, b, metric):
        """By how much `a` exceeds `b` on average."""
        return self.mean(a, metric) - self.mean(b, metric)

    def gap_ci(self, a, b, metric):
        """The same with the interval of the mean, on common terms."""
        pairs = [d for d in self["differences"] if d["metric"] == metric and d["same_terms"] and {d["a"], d["b"]} == {a, b}]
        found = self._one(pairs, f"difference of {a} and {b} in {metric}")
        if found["a"] == a:
            return found
        return {"mean": -found["mean"], "low": -found["high"], "high": -found["low"]}

    def less(self, a, b, metric):
        """Under what share of assumptions `a` is lower than `b` by what matters, on common terms: {share, low, high}."""
        pairs = [d for d in self["differences"] if d["metric"] == metric and d["same_terms"] and {d["a"], d["b"]} == {a, b}]
        found = self._one(pairs, f"difference of {a} and {b} in {metric}")
        return {"share": found["q_down"] if found["a"] == a else found["q"], "low": found["q_low"], "high": found["q_high"]}

    def first(self, partner, option):
        """Under what share of assumptions the option is the partner's first choice."""
        ranking = {**self["rankings"]["councils"], **self["rankings"]["funders"]}[partner]
        return ranking["first"][option]

    def won(self, option, contract, provider):
        """In what share of runs the provider delivers the option's contract."""
        return self._one((m for m in self["market"] if m["structure"] == option and m["contract"] == contract), f"contract {contract} of {option}")["won"][provider]

    def layer(self, a, b, *layers):
        return sum(self.gap(a, b, f"layer-{layer}") for layer in layers)

    def claim(self, claim, test=None):
        found = self._one((c for c in self["claims"] if c["id"] == claim), f"claim {claim}")
        return self._one((t for t in found["tests"] if t["id"] == test), f"test {test}") if test else found

    def holds(self, claim):
        """Under what share of assumptions a claim holds; None where the model cannot speak to it."""
        found = self.claim(claim)
        return None if found["probability"] is None else {"share": found["probability"], "low": found["low"], "high": found["high"], "limits": True}

    def found(self, claim, test=None):
        """What the program says that a claim's test found, without the spread of runs; of the test that decides it where none is named."""
        test = test or self.claim(claim)["decisive"]
        return self.claim(claim, test)["found"].partition(";")[0].replace("%", " %") if test else "–"

    def turns(self, claim):
        """What the program says would turn a claim, without paths."""
        said = re.sub(r" \([^();]+(?:\([^()]*\)[^();]*)*; (?:a grade-(\w) assumption|evidence of grade (\w))[^()]*\)", r" (grade \1\2)", self.claim(claim)["turns_on"])
        return said.replace("%", " %").replace(" one assumption can be told from chance", " single assumption is told from chance") or "–"

    def often(self, claim):
        """Where among the assumptions the program says that a claim is met most often, without paths and intervals, and how much of all, and of what meets it, lies there."""
        said = self.claim(claim)["most_often"]
        if not said:
            return "–"
        said = re.sub(r" \([^();]+(?:\([^()]*\)[^();]*)*; (?:a grade-(\w) assumption|evidence of grade (\w)|grade (\w))[^()]*\)", r" (grade \1\2\3)", said)
        said = re.sub(r" \(\d+%–\d+%\)", "", said.removeprefix("It is met most often where "))
        return said.replace(" (exact, from their distributions)", "").removesuffix(".").replace("%", " %")

    # -- talks

    def ends(self, blocks):
        """The end of talks in these blocks, as "county city | rutland": its share with the interval."""
        wanted = {frozenset(block.split()) for block in blocks.split("|")}
        talks = self.json.get("agreement") or self.json
        for end in talks["partitions"]:
            if {frozenset(block) for block in end["blocks"]} == wanted:
                return end["share"] if isinstance(end["share"], dict) else end
        z2 = 1.959964**2  # an end that never came about is not listed: the interval of none of so many (Wilson)
        return {"share": 0.0, "low": 0.0, "high": z2 / (self["replicates"] + z2)}

    def course(self, event):
        """In what share of talks a <talks-event> comes about."""
        return self._one((e for e in self["events"] if e["id"] == event), f"event {event}")["share"]["share"]

    def rule(self, rule):
        """Under what share of assumptions nobody would pay less on its own where cost is shared by this rule."""
        return self["rules"][rule]["in_core"]["share"]

    def region(self):
        """What a search for a course of talks found: each limit with the share of talks that take the course without it."""
        limits = []
        for limit in self["limits"]:
            word = "at most" if "at_most" in limit else "at least"
            limits.append(f"`{limit['input']}` {word} {limit[word.replace(' ', '_')]:.3g} (without: {written(limit['without']['share'], '%')})")
        return "; ".join(limits)

    # -- flips

    def turned(self):
        """The assumptions that reverse a preference by themselves."""
        return sorted(a["path"] for a in self["assumptions"] if a["reverses"])

    def break_even(self, path):
        return self._one((a for a in self["assumptions"] if a["path"] == path), f"assumption {path}")["break_even"][0]["at"]

    # -- tables of options

    def cell(self, criterion, option, table=0):
        found = self._one((c for c in self["tables"][table]["criteria"] if c["id"] == criterion), f"criterion {criterion}")
        return self._one((c for c in found["cells"] if c["option"] == option), f"cell {option}")

    def agreement(self, criterion, option):
        """What is said of a paper's tick: by definition, where the option is the one that others are held against; with the share of assumptions where it is open."""
        cell = self.cell(criterion, option)
        if cell["found"] == "reference":
            return "by definition"
        return f"open ({written(cell['share'], '%')})" if cell["agreement"] == "open" else cell["agreement"]

    # -- what the answer rests on

    def rests(self, a, b, metric, path):
        """What is known of one assumption that the difference a less b turns on: its fields low and high tell both where it is low and high."""
        found = self._one((i for i in self["influences"] if (i["a"], i["b"], i["metric"]) == (a, b, metric)), f"influences on {a} less {b} in {metric}")
        return self._one((i for i in found["assumptions"] if i["path"] == path), f"assumption {path}")


def beyond(share, other):
    """By how much one share exceeds another, with the 95 % interval from those of both (Newcombe 1998, method 10), taken as independent."""
    p, q = share["share"], other["share"]
    return {"share": p - q, "low": p - q - math.hypot(p - share["low"], other["high"] - q), "high": p - q + math.hypot(share["high"] - p, q - other["low"])}


def fails(share):
    return {"share": 1 - share["share"], "low": 1 - share["high"], "high": 1 - share["low"]}


def _decimals(value, places):
    text = f"{abs(value):,.{places}f}"
    return (MINUS if value < 0 and float(text.replace(",", "")) != 0 else "") + text


def _money(value, scale, places, suffix):
    text = _decimals(value / scale, places)
    return (MINUS + "£" + text[1:] if text.startswith(MINUS) else "£" + text) + suffix


def _percent(value, places):
    if places == 0 and value > 0 and f"{100 * value:.0f}" == "0":
        return "<1 %"
    if places == 0 and value < 1 and f"{100 * value:.0f}" == "100":
        return ">99 %"
    return f"{_decimals(100 * value, places)} %"


def _thousands(value):  # three figures that count: £1,700, £266k, £1.04m
    if abs(value) >= 999_500:
        return _money(value, 1e6, 2, "m")
    return _money(value, 1e3, 0, "k") if abs(value) >= 9_500 else _money(round(value, -2), 1, 0, "")


# The words of verdicts stand once, in the program's own list.
VERDICTS = dict(re.findall(r'^VERDICT\(\w+, "([^"]+)", "([^"]+)"', (pathlib.Path(__file__).parents[2] / "sim/appraisal/claim-verdicts.def").read_text(), re.M))

FORMATS = {
    "£m": lambda v: _money(v, 1e6, 2, "m"), "£m1": lambda v: _money(v, 1e6, 1, "m"), "£k": _thousands, "£": lambda v: _money(v, 1, 0, ""),
    "m": lambda v: _decimals(v / 1e6, 2), "n": lambda v: _decimals(v, 0), "n1": lambda v: _decimals(v, 1), "n2": lambda v: _decimals(v, 2), "n3": lambda v: _decimals(v, 3),
    "%": lambda v: _percent(v, 0), "%1": lambda v: _percent(v, 1), "%n": lambda v: _percent(v, 0)[:-2], "points": lambda v: _decimals(100 * v, 0), "word": str, "verdict": VERDICTS.__getitem__,
}
WORDS = {"word", "verdict"}  # run to <!--/-->, or fill a cell


def written(value, form):
    """`value` as format `form` writes it; a leading + shows the sign of what is more, and of a share with its interval `ci` tells all three."""
    if value is None:
        return "–"
    if form.endswith("ci"):
        middle, low, high = (value[key] for key in (("share" if "share" in value else "mean"), "low", "high"))
        kind = form.removesuffix("ci")
        if value.get("limits"):  # the program rounds them outward, as what is shown at least and at most
            low, high = math.floor(100 * low) / 100, math.ceil(100 * high) / 100
        ends = [written(end, kind).removesuffix(" %") for end in (low, high)]
        return f"{written(middle, kind)} ({ends[0]} to {ends[1]})"
    text = FORMATS[form.lstrip("+")](value)
    return "+" + text if form.startswith("+") and value > 0 and re.search("[1-9]", text) else text
