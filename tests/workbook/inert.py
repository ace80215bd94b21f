"""Whether what a run leaves is inert, whatever labels its scenario has: pages, workbook, JSON, CSV, what goes to a terminal."""
import csv
import functools
import html.parser
import json
import pathlib
import re
import subprocess
import xml.etree.ElementTree as tree

import book

ROOT = pathlib.Path(__file__).resolve().parents[2]
MINIMAL = ROOT / 'tests/scenarios/minimal.xml'
LABELLED = ['area', 'council', 'funder', 'provider', 'structure', 'contract', 'component', 'cohort', 'hub', 'locality', 'post', 'pricing', 'cost', 'market']
STEERS = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]')

program = None  # its path; whoever imports this sets it


def slots(root):
    """Where a scenario says something for people: elements and attributes."""
    found = [(root, 'label'), (root, 'question'), (root, 'illustration'), (root, 'note')]
    found += [(source, attribute) for source in root.iter('source') for attribute in ('title', 'date', 'note')]
    return found + [(e, 'label') for name in LABELLED for e in root.iter(name)]


def minimal(change=None):
    """The root of the minimal scenario, as CHANGE leaves it."""
    root = tree.parse(MINIMAL).getroot()
    if change:
        change(root)
    return root


def write(path, labels, change=None):
    """The minimal scenario with LABELS in its slots."""
    root = minimal(change)
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
    """Not to be changed: who asks for a page once more gets the same."""
    found = path.stat()
    return skeleton_once(path, found.st_mtime_ns, found.st_size, found.st_ino)


@functools.lru_cache(maxsize=8)
def skeleton_once(path, *_):
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


def check_markup(path, plain):
    """That labels change no tag of a page: PLAIN is the same page with harmless ones."""
    page, other = skeleton(path), skeleton(plain)
    if page.shape != other.shape:
        at = next((i for i, (a, b) in enumerate(zip(page.shape, other.shape)) if a != b), 'the end')
        return [f'{path.name} has other markup, from tag {at} on']
    steering = STEERS.search(re.sub('[\t]', ' ', ''.join(page.text)))
    return [f'{path.name} has U+{ord(steering[0]):04X}'] if steering else []


def check_page(folder, plain, labels):
    wrong = check_markup(folder / 'report.html', plain / 'report.html') + check_markup(folder / 'paper.html', plain / 'paper.html')
    text = ''.join(skeleton(folder / 'report.html').text)
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
