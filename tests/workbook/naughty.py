"""naughty.py PROGRAM   Labels of tests/workbook/strings.py leave every output inert: page, workbook, JSON, CSV, terminal. TAP."""
import csv
import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import book
import strings
from tap import Tap

ROOT = pathlib.Path(__file__).resolve().parents[2]
MINIMAL = ROOT / 'tests/scenarios/minimal.xml'
LABELLED = ['area', 'council', 'funder', 'provider', 'structure', 'contract', 'component', 'cohort', 'hub', 'locality', 'post', 'pricing', 'cost', 'market']
STEERS = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]')

program, tap = pathlib.Path(sys.argv[1]).resolve(), Tap()


def slots(root):
    """Where a scenario says something for people: elements and attributes."""
    found = [(root, 'label'), (root, 'question'), (root, 'illustration'), (root, 'note')]
    found += [(source, attribute) for source in root.iter('source') for attribute in ('title', 'date', 'note')]
    return found + [(e, 'label') for name in LABELLED for e in root.iter(name)]


def write(path, labels):
    """The minimal scenario with LABELS in its slots."""
    root = tree.parse(MINIMAL).getroot()
    for (element, attribute), label in zip(slots(root), labels):
        element.set(attribute, label)
    path.write_bytes(tree.tostring(root, encoding='utf-8', xml_declaration=True))


def run(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, timeout=300)


class Skeleton(html.parser.HTMLParser):
    """Tags and attributes of a page, their texts left out, and its text."""

    def __init__(self):
        super().__init__()
        self.shape, self.text = [], []

    def handle_starttag(self, tag, attributes):
        kept = [(n, v) for n, v in attributes if n not in ('value',)]
        self.shape.append((tag, tuple((n, v if n in ('href', 'src', 'id', 'class', 'content') else '') for n, v in kept)))

    def handle_endtag(self, tag):
        self.shape.append(('/' + tag,))

    def handle_data(self, data):
        self.text.append(data)


def skeleton(path):
    page = Skeleton()
    page.feed(path.read_text(encoding='utf-8'))
    return page


def outline(path):
    """Of a workbook, what labels must not change: sheets, formulas and where they stand."""
    return [(name, sorted((r, c.formula) for r, c in cells.items() if c.formula is not None)) for name, cells in book.read(path).items()]


def links(path):
    return book.links(path)


def rows(text):
    return list(csv.reader(text.splitlines(keepends=True)))


def shown(label):
    """As tables of text show it."""
    return STEERS.sub('\ufffd', re.sub('[\n\t\r]', ' ', label))


def check_page(folder, plain, labels):
    page = skeleton(folder / 'report.html')
    if page.shape != plain.shape:
        at = next((i for i, (a, b) in enumerate(zip(page.shape, plain.shape)) if a != b), 'the end')
        return [f'the page has other markup, from tag {at} on']
    text = ''.join(page.text)
    steering = STEERS.search(re.sub('[\t]', ' ', text))
    wrong = [f'the page has U+{ord(steering[0]):04X}'] if steering else []
    return wrong + [f'the page has no {label!r}' for label in labels[4:5] if STEERS.sub('\ufffd', label.replace('\t', ' ')) not in text.replace('\t', ' ')]


def check_json(folder, labels):
    data = json.loads((folder / 'results.json').read_bytes())
    raw = (folder / 'results.json').read_text(encoding='utf-8')
    wrong = [] if data['label'] == labels[0] and data['question'] == labels[1] else ['JSON has other texts']
    return wrong + (['JSON has controls'] if STEERS.search(raw) else [])


def check_csv(name, text):
    wrong, table = [], rows(text)
    if len({len(row) for row in table}) != 1:
        wrong.append(f'{name} has rows of several lengths')
    for cell in (cell for row in table for cell in row):
        if cell and cell[0] in '=+-@\t\r' and not re.fullmatch(r'-?[0-9.]+(e[+-][0-9]+)?', cell):
            wrong.append(f'{name} has the cell {cell!r}')
    return wrong


def check_workbook(folder, plain, labels):
    path, wrong = folder / 'results.xlsx', []
    if outline(path) != outline(plain / 'results.xlsx'):
        wrong.append('the workbook has other formulas or sheets')
    if links(path) != links(plain / 'results.xlsx'):
        wrong.append('the workbook has other links')
    wrong += book.faults(path)
    title = book.read(path)['Cover']['A1'].value
    label = shown(labels[0])
    if title != label and not (len(label) > 32000 and title.endswith('…')):
        wrong.append(f'the cover has {title!r} for {label!r}')
    return wrong


def check_terminal(name, done):
    text = (done.stdout + done.stderr).decode('utf-8')
    found = STEERS.search(text)
    wrong = [] if done.returncode == 0 else [f'{name} ended with {done.returncode}: {text[:300]}']
    return wrong + ([f'{name} sends U+{ord(found[0]):04X} to the terminal'] if found else [])


def check(work, number, labels, plain):
    scenario, folder = work / f'{number}.xml', work / str(number)
    write(scenario, labels)
    wrong = check_terminal('run', run('run', scenario, '--replicates', '20', '--out', folder))
    if not folder.exists():
        return wrong
    wrong += check_page(folder, skeleton(plain / 'report.html'), labels) + check_json(folder, labels) + check_workbook(folder, plain, labels)
    for name in ('results.csv', 'differences.csv', 'runs.csv'):
        wrong += check_csv(name, (folder / name).read_bytes().decode('utf-8'))
    for verb in ('negotiate', 'params', 'validate'):
        wrong += check_terminal(verb, run(verb, scenario, *(['--replicates', '10'] if verb == 'negotiate' else [])))
    wrong += check_terminal('negotiate JSON', run('negotiate', scenario, '--replicates', '10', '--format', 'json'))
    values = run('params', scenario, '--csv').stdout
    wrong += check_csv('params', values.decode('utf-8'))
    sheet = work / f'{number}.csv'
    sheet.write_bytes(values)
    wrong += check_terminal('run --params', run('run', scenario, '--replicates', '20', '--params', sheet, '--out', work / 'again'))
    for name in ('results.xlsx', 'results.json', 'report.html', 'paper.html', 'scenario.xml'):
        if (folder / name).read_bytes() != (work / 'again' / name).read_bytes():
            wrong.append(f'{name} changes by going out and back')
    return wrong


def refuses(work, bad):
    scenario = work / 'bad.xml'
    scenario.write_bytes(MINIMAL.read_bytes().replace(b'"Together"', b'"' + bad + b'"'))
    done = run('run', scenario, '--replicates', '20', '--out', work / 'bad')
    return done.returncode == 3 and not STEERS.search(done.stderr.decode('utf-8')) and not (work / 'bad').exists()


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    count = len(slots(tree.parse(MINIMAL).getroot()))
    labels = [label for label in strings.LABELS if label.strip('\t\r\n ')]
    tap.fact(f'{len(labels)} labels', len(labels) > 200)
    plain = work / 'plain'
    write(work / 'plain.xml', [f'Label {i}' for i in range(count)])
    tap.fact('plain labels make no difference to what is tested', run('run', work / 'plain.xml', '--replicates', '20', '--out', plain).returncode == 0)
    # Each label stands in two places, but under sanitizers, which are slow, in one.
    step = count // 2 if float(os.environ.get('CD_TEST_SCALE', '1')) >= 1 else count
    for number, first in enumerate(range(0, len(labels), step)):
        chosen = (labels[first:] + labels)[:count]
        tap.fact(f'labels from {chosen[0][:30].encode("unicode_escape").decode()!r} are inert', not (wrong := check(work, number, chosen, plain)), wrong)
    for bad in strings.REFUSED:
        tap.fact(f'refused: {bad!r}', refuses(work, bad))
    # The checks bite.
    page = (plain / 'report.html').read_text(encoding='utf-8')
    (work / 'report.html').write_text(page.replace('Label 7<', '<b>x</b><'), encoding='utf-8')
    tap.fact('selftest: markup in a page is noticed', check_page(work, skeleton(plain / 'report.html'), [f'Label {i}' for i in range(count)]))
    tap.fact('selftest: a formula in CSV is noticed', check_csv('x', 'a,b\r\n1,=2\r\n') and check_csv('x', 'a\r\n-x\r\n') and not check_csv('x', 'a\r\n-1.5\r\n'))
    tap.fact('selftest: an escape sequence is noticed', check_terminal('x', subprocess.CompletedProcess([], 0, b'\x1b[1m', b'')))
tap.end()
