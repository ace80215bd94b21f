"""numbers.py PROGRAM   Page, workbook, CSV and JSON of one run say the same numbers; the workbook reads well aloud. TAP."""
import bisect
import copy
import csv
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import book
from tap import Tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
SUMMARY = ['mean', 'low', 'high', 'sd', 'p5', 'p95']
program, tap = pathlib.Path(sys.argv[1]).resolve(), Tap()


class Outputs:
    """Everything that one run left, read and not yet compared."""

    def __init__(self, folder):
        self.json = json.loads((folder / 'results.json').read_text(encoding='utf-8'))
        self.csv = self.table(folder / 'results.csv')
        self.differences = self.table(folder / 'differences.csv')
        self.months = self.table(folder / 'months.csv')
        self.book = book.read(folder / 'results.xlsx')
        self.page = Page((folder / 'report.html').read_text(encoding='utf-8'))
        self.paper = Page((folder / 'paper.html').read_text(encoding='utf-8'))

    @staticmethod
    def table(path):
        return list(csv.DictReader(path.read_text(encoding='utf-8').splitlines()))


class Page(html.parser.HTMLParser):
    """Of a page each figure with its exact number, and by caption the rows of tables: the head and its figures."""

    def __init__(self, text):
        super().__init__()
        self.figures, self.tables, self.rows, self.into, self.value = [], {}, [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag in ('caption', 'th', 'data'):
            self.into, self.text = tag, ''
            self.value = dict(attributes).get('value')
        elif tag == 'table':
            self.rows = []
        elif tag == 'tr':
            self.rows.append(['', []])

    def handle_data(self, data):
        if self.into:
            self.text += data.replace('\u2060', '')  # what holds a sign to its number

    def handle_endtag(self, tag):
        if tag != self.into:
            return
        self.into = None
        if tag == 'caption':
            self.tables[self.text] = self.rows
        elif tag == 'th' and self.rows:
            self.rows[-1][0] = self.rows[-1][0] or self.text
        elif tag == 'data':
            self.figures.append((self.text, self.value))
            if self.rows:
                self.rows[-1][1].append((self.text, self.value))


# --- agreement ---

def exact(text, number):
    """A cell of CSV, or a value of the page, and a number of JSON: the same double, or both nothing."""
    return (number is None) == (text in ('', None)) and (number is None or float(text) == number)


def stored(cell, number):
    """A cell of the workbook: 15 digits (the library writes 16), or the words for nothing."""
    if number is None:
        return cell.value == 'not defined'
    return isinstance(cell.value, float) and abs(cell.value - number) <= 1e-15 * abs(number)


def money(cell, number):
    """The same where the workbook calculates: to the penny."""
    return isinstance(cell.value, float) and abs(cell.value - number) < 0.01


FIGURE = re.compile('(?P<sign>[+−]?)(?P<money>£?)(?P<digits>[0-9,]+(?:\\.[0-9]+)?)(?P<scale>bn|m|k|)(?P<unit>%| points|)')
SCALE = {'': 1, 'k': 1e3, 'm': 1e6, 'bn': 1e9}


def plain_text(text):
    """TEXT of a line of a sum, or of what somebody needs or can spare, as a figure with its sign."""
    text = re.sub('^(could spare|needs) (.*) a year$', lambda it: ('−' if it[1] == 'could spare' else '') + it[2], text)
    return re.sub('^([+−=]) ', '', text)


def rounds_to(text, number, in_thousands=False):
    """Whether TEXT is NUMBER rounded to the digits that it shows."""
    text = plain_text(text)
    if text in ('<1%', '>99%'):
        return 0 < number < 0.005 if text == '<1%' else 0.995 <= number < 1
    match = FIGURE.fullmatch(text)
    if not match:
        return False
    digits = match['digits'].replace(',', '')
    unit = SCALE[match['scale']] * (0.01 if match['unit'] else 1) * (1000 if in_thousands else 1)
    shown = float(digits) * unit * (-1 if match['sign'] == '−' else 1)
    half = 0.5 * 10 ** -len(digits.partition('.')[2]) * unit
    return abs(shown - number) <= half * (1 + 1e-9) + 1e-12


# --- comparing ---

def csv_faults(it):
    wrong, known = [], {}
    for structure in it.json['structures']:
        for terms, key in (('common', 'metrics'), ('own', 'own_terms')):
            for metric, summary in (structure[key] or {}).items():
                known[structure['id'], terms, metric] = summary
    if len(known) != len(it.csv):
        wrong.append(f'results.csv has {len(it.csv)} rows and not {len(known)}')
    for row in it.csv:
        summary = known[row['structure'], row['terms'], row['metric']]
        wrong += [f'results.csv {row} {s}' for s in SUMMARY if not exact(row[s], summary[s])] + ([] if int(row['n']) == summary['n'] else ['n'])
    if len(it.differences) != len(it.json['differences']):
        wrong.append('differences.csv has other rows')
    for row, d in zip(it.differences, it.json['differences']):
        same = (row['a'], row['b'], row['metric'], row['verdict'], row['more']) == (d['a'], d['b'], d['metric'], d['verdict'], str(d['more']))
        columns = SUMMARY + ['q', 'q_down', 'q_low', 'q_high', 'direction', 'delta', 'variance_ratio']
        wrong += [f'differences.csv {row}'] if not same else [f'differences.csv {row} {c}' for c in columns if not exact(row[c], d[c])]
    return wrong


BOOK_SUMMARY = {'Mean': 'mean', 'Mean, low (95%)': 'low', 'Mean, high (95%)': 'high', 'Single runs, 5%': 'p5', 'Single runs, 95%': 'p95'}


def table_faults(it):
    """Sheets that say what JSON says, cell by cell."""
    wrong, structures = [], it.json['structures']
    values = book.table(it.book['Every value'])
    expected = [(s, metric, summary) for s in structures for metric, summary in s['metrics'].items()]
    if len(values) != len(expected):
        wrong.append(f'Every value has {len(values)} rows and not {len(expected)}')
    for row, (structure, metric, summary) in zip(values, expected):
        if (row['Option'].value, row['Name in results.csv'].value) != (structure['label'], metric) or row['Replicates with a value'].value != summary['n']:
            wrong.append(f'Every value: {metric} of {structure["id"]} is not where it should be')
        columns = {**BOOK_SUMMARY, 'Single runs, standard deviation': 'sd'}
        wrong += [f'Every value: {metric} {head}: {row[head].value}' for head, key in columns.items() if not stored(row[head], summary[key])]
    differences = [d for d in it.json['differences'] if d['same_terms']]
    rows = book.table(it.book['Differences'])
    if len(rows) != len(differences):
        wrong.append(f'Differences has {len(rows)} rows and not {len(differences)}')
    for row, d in zip(rows, differences):
        columns = {**BOOK_SUMMARY, 'More under, share of assumptions': 'q', 'Less under, share of assumptions': 'q_down', 'Least difference that matters': 'delta'}
        wrong += [f'Differences: {d["metric"]} {head}: {row[head].value}' for head, key in columns.items() if not stored(row[head], d[key])]
        wrong += [] if row['Verdict'].value == d['verdict'] else [f'Differences: {d["metric"]}: verdict']
    for row, point in zip(book.table(it.book['Cost curve']), it.json['curve'], strict=True):
        wrong += [f'Cost curve: {point}' for cell, key in zip(row.values(), ['people', 'cost', 'cost_per_person', 'elasticity']) if not stored(cell, point[key])]
    return wrong


PLAIN = ['Options', 'By area', 'Border', 'Timetable', 'Market', 'First choices', 'Talks', 'How talks end', 'Why they part', 'What would change it']


def plain_faults(it):
    """Every number of the other sheets is one of JSON's, to 15 digits."""
    known = sorted(numbers(it.json))

    def is_known(x):
        at = bisect.bisect_left(known, x * (1 - 1e-15))
        return at < len(known) and known[at] <= x * (1 + 1e-15)
    return [f'{sheet}!{reference}: {cell.value}' for sheet in PLAIN for reference, cell in it.book.get(sheet, {}).items()
            if isinstance(cell.value, float) and not is_known(abs(cell.value))]


def live_faults(it):
    """Formulas' values, and what they start from."""
    wrong, structures = [], it.json['structures']
    layers = book.table(it.book['Cost by layer'])
    for s, structure in enumerate(structures):
        mean = {metric: summary['mean'] for metric, summary in structure['metrics'].items()}
        of_layers = [value for metric, value in mean.items() if metric.startswith('layer-')]
        for row, value in zip(layers, of_layers + [mean['cost-annual']], strict=True):
            cell = list(row.values())[2 + s]
            wrong += [] if cell.formula and money(cell, value) else [f'Cost by layer: {list(row.values())[0].value} of {structure["id"]}: {cell.value}, not {value}']
        payers = [value for metric, value in mean.items() if metric.startswith('cost-annual[')] + [mean['cost-annual']]
        rows = book.table(it.book['Who pays'])[s * len(payers):(s + 1) * len(payers)]
        for row, value in zip(rows, payers, strict=True):
            for head in ('Yearly cost as simulated', 'Yearly cost now'):
                wrong += [] if money(row[head], value) else [f'Who pays: {row["Payer"].value} of {structure["id"]}: {row[head].value}, not {value}']
            wrong += [] if abs(row['Share of the whole now'].value * mean['cost-annual'] - value) < 0.01 else ['Who pays: a share']
        worth = {row['Item'].value: list(row.values())[1 + s] for row in book.table(it.book['Net present value'])}
        for item, metric in (('Net present social value now', 'npsv'), ('Net present social value as simulated', 'npsv'), ('Present value of social benefits', 'present-benefit'),
                             ('Present value of what is paid every year', 'present-cost'), ('Present value of one-off costs', 'present-one-off'), ('Yearly cost now', 'cost-annual')):
            wrong += [] if (stored(worth[item], None) if mean[metric] is None else money(worth[item], mean[metric])) else [f'Net present value: {item}: {worth[item].value}, not {mean[metric]}']
    return wrong


def page_faults(it):
    wrong = [] if len(it.page.figures) > 300 else ['the page has hardly any figure']
    known = set(numbers(it.json))
    monthly = {float(cell) for row in it.months for cell in list(row.values())[7:] if cell}
    for caption, rows in it.page.tables.items():
        of_months = caption.startswith('Month by month')
        thousands, sums = 'thousand pounds' in caption, caption.startswith('Layers of the yearly cost')
        for head, figures in rows:
            for text, value in figures:
                if (text, value) == ('n/a', 'undefined'):
                    continue
                if value is None or not rounds_to(text, float(value), thousands):
                    wrong.append(f'the page, {caption}, {head}: {text} for {value}')
                if not sums and value is not None and abs(float(value)) not in (monthly if of_months else known):
                    wrong.append(f'the page, {caption}, {head}: {value} is no number of {"months.csv" if of_months else "results.json"}')
    total = next(rows for caption, rows in it.page.tables.items() if caption.startswith('Every total'))
    figures = [value for _, row in total for _, value in row if value != 'undefined']
    names = [m for m in it.json['structures'][0]['metrics'] if '[' not in m and not m.startswith('layer-')]
    expected = [s['metrics'][m]['mean'] for m in names for s in it.json['structures']]
    expected = [x for x in expected if x is not None]
    if [float(v) for v in figures] != expected:
        wrong.append('the page, Every total: other numbers than in results.json, or in another order')
    return wrong


def paper_faults(it):
    """The committee paper: each figure is one of JSON, rounded as it shows; each row of its tables that the page has too has the page's figures."""
    wrong = [] if len(it.paper.figures) > 30 else ['the paper has hardly any figure']
    known = set(numbers(it.json))
    shown = {(text, value) for text, value in it.page.figures}
    for caption, rows in it.paper.tables.items():
        for head, figures in rows:
            for text, value in figures:
                if (text, value) == ('n/a', 'undefined'):
                    continue
                if value is None or not rounds_to(text, float(value)) or abs(float(value)) not in known:
                    wrong.append(f'the paper, {caption}, {head}: {text} for {value} is no number of results.json')
                elif (text, value) not in shown and not head.startswith('Contracts'):
                    wrong.append(f'the paper, {caption}, {head}: {text} for {value} is not on the page')
    return wrong


def numbers(value):
    """Sizes of all numbers in JSON."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield abs(float(value))


FAULTS = {'JSON and CSV': csv_faults, 'JSON and the tables of the workbook': table_faults, 'JSON and the other tables of the workbook': plain_faults, 'JSON and the live sheets': live_faults, 'JSON and the page, rounded as it shows': page_faults, 'JSON, the page and the committee paper': paper_faults}


def run(scenario, folder, *arguments):
    done = subprocess.run([program, 'run', scenario, '--replicates', '20', '--quiet', '--out', folder, *arguments], capture_output=True, text=True, timeout=600)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.returncode == 0


def compare(name, folder):
    it = Outputs(folder)
    for what, faults in FAULTS.items():
        wrong = faults(it)
        tap.fact(f'{name}: the same numbers in {what}', not wrong, wrong)
    wrong = book.faults(folder / 'results.xlsx')
    tap.fact(f'{name}: the workbook reads well aloud', not wrong, wrong)
    return it


def bites(it, what, alter):
    """Whether the comparison WHAT notices what ALTER does."""
    altered = copy.deepcopy(it)
    alter(altered)
    tap.fact(f'selftest: noticed in {what}', FAULTS[what](altered) and not FAULTS[what](it))


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    for scenario in ('scenarios/two-towns.xml', 'scenarios/llr-2021.xml', 'tests/scenarios/minimal.xml'):
        stem = pathlib.Path(scenario).stem
        if run(ROOT / scenario, work / stem):
            it = compare(stem, work / stem)
        else:
            tap.fact(f'{stem} runs', False)
    minimal = (ROOT / 'tests/scenarios/minimal.xml').read_text(encoding='utf-8')
    single = work / 'single.xml'
    single.write_text(re.sub('(?s)  <structure id="joint".*</structure>\n', '', minimal).replace('joint="joint" apart="apart"', 'joint="bau" apart="bau"')
                      .replace('  <negotiation talks-begin="2020-07"/>\n', ''), encoding='utf-8')
    tap.fact('a scenario with one option and no talks has a workbook', run(single, work / 'single') and not book.faults(work / 'single/results.xlsx')
             and not {'Talks', 'Differences'} & set(book.read(work / 'single/results.xlsx')))
    undefined = [c for c in it.book['Every value'].values() if c.value == 'not defined']
    tap.fact('what is not defined is said so', undefined)
    # The comparisons bite.
    nudge = 1 + 1e-13
    def nudge_cell(sheet, head, row=4):
        def alter(x):
            cell = book.table(x.book[sheet])[row][head]
            cell.value = cell.value + 0.02 if cell.formula else cell.value * nudge
        return alter
    bites(it, 'JSON and CSV', lambda x: x.csv[0].update(mean=repr(float(x.csv[0]['mean']) * nudge)))
    bites(it, 'JSON and CSV', lambda x: x.differences[0].update(q='0.123'))
    bites(it, 'JSON and the tables of the workbook', nudge_cell('Every value', 'Mean'))
    bites(it, 'JSON and the tables of the workbook', lambda x: book.table(x.book['Differences'])[3]['Verdict'].__setattr__('value', 'certain'))
    bites(it, 'JSON and the live sheets', nudge_cell('Who pays', 'Yearly cost now', 1))
    bites(it, 'JSON and the live sheets', nudge_cell('Cost by layer', 'Together', 17))
    bites(it, 'JSON and the other tables of the workbook', nudge_cell('Options', 'Together', 0))
    def nudge_page(x):
        rows = next(rows for caption, rows in x.page.tables.items() if caption.startswith('Key figures: means'))
        text, value = rows[1][1][0]
        rows[1][1][0] = (text, repr(float(value) * 1.01))
    bites(it, 'JSON and the page, rounded as it shows', nudge_page)
    def nudge_paper(x):
        rows = next(rows for caption, rows in x.paper.tables.items() if caption.startswith('The options'))
        row = next(figures for head, figures in rows if head.startswith('Successful completions'))
        row[0] = (row[0][0], repr(float(row[0][1]) * nudge))
    bites(it, 'JSON, the page and the committee paper', nudge_paper)
    for text, number, holds in (('£6.94m', 6.944e6, True), ('£6.94m', 6.946e6, False), ('−£387k', -386600, True), ('£387k', -386600, False), ('<1%', 0.004, True), ('<1%', 0, False),
                                ('97%', 0.974, True), ('97%', 0.976, False), ('+3.0 points', 0.03, True), ('26.3', 26.349, True), ('26.3', 26.36, False), ('n/a', 1, False)):
        tap.fact(f'selftest: {text} is{"" if holds else " not"} {number} rounded', rounds_to(text, number) == holds)
tap.end()
