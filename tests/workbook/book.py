"""Reads a workbook (Office Open XML) with the standard library alone, and writes one with a part of it changed."""
import functools
import os
import re
import xml.etree.ElementTree as tree
import zipfile

NS = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
REL = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'


class Cell:
    """A cell: its formula (None: it has none), its value (a number or a text), its number format."""

    def __init__(self, formula, value, pattern):
        self.formula, self.value, self.pattern = formula, value, pattern


def unescape(text):
    """The characters that the format writes as _xHHHH_."""
    return re.sub('_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m[1], 16)), text)


def text_of(element):
    return unescape(''.join(t.text or '' for t in element.iter('{%s}t' % NS['m'])))


def patterns(archive):
    """Number formats by the index that cells name them with."""
    styles = tree.fromstring(archive.read('xl/styles.xml'))
    own = {f.get('numFmtId'): f.get('formatCode') for f in styles.findall('.//m:numFmt', NS)}
    return [own.get(x.get('numFmtId'), '') for x in styles.findall('m:cellXfs/m:xf', NS)]


def parts(archive):
    """Name and part of each sheet, in their order."""
    rels = tree.fromstring(archive.read('xl/_rels/workbook.xml.rels'))
    target = {r.get('Id'): r.get('Target') for r in rels}
    book = tree.fromstring(archive.read('xl/workbook.xml'))
    return [(s.get('name'), 'xl/' + target[s.get(REL)].removeprefix('/xl/')) for s in book.findall('m:sheets/m:sheet', NS)]


def read(path):
    """{sheet: {'A1': Cell}}, sheets in their order. Not to be changed: who asks for a file once more gets the same."""
    found = os.stat(path)
    return read_once(path, found.st_mtime_ns, found.st_size, found.st_ino)


@functools.lru_cache(maxsize=8)
def read_once(path, *_):
    formula_tag, value_tag = ('{%s}%s' % (NS['m'], tag) for tag in 'fv')
    with zipfile.ZipFile(path) as archive:
        pattern, texts = patterns(archive), []
        if 'xl/sharedStrings.xml' in archive.namelist():
            texts = [text_of(si) for si in tree.fromstring(archive.read('xl/sharedStrings.xml')).findall('m:si', NS)]
        book = {}
        for name, part in parts(archive):
            book[name] = {}
            for c in tree.fromstring(archive.read(part)).iter('{%s}c' % NS['m']):
                formula, value, kind = None, None, c.get('t', 'n')
                for child in c: # find() takes twice the time
                    if child.tag == value_tag:
                        value = child
                    elif child.tag == formula_tag:
                        formula = child
                if kind == 'inlineStr':
                    content = text_of(c)
                elif value is None:
                    continue
                elif kind == 's':
                    content = texts[int(value.text)]
                else:
                    content = float(value.text) if kind == 'n' else value.text
                book[name][c.get('r')] = Cell(None if formula is None else formula.text, content, pattern[int(c.get('s', 0))])
        return book


def row_of(reference):
    return int(re.sub('[A-Z]', '', reference))


def table(sheet):
    """A sheet's table: rows of {head: Cell}; its heads stand in row 3."""
    rows = {}
    for reference, cell in sheet.items():
        rows.setdefault(row_of(reference), {})[re.sub('[0-9]', '', reference)] = cell
    heads = {column: cell.value for column, cell in rows[3].items()}
    return [{heads[column]: cell for column, cell in rows[r].items()} for r in sorted(rows) if r > 3]


def change(source, to, sheet, alter):
    """Copies SOURCE to TO with the XML of SHEET put through ALTER, which must change it."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as copy:
        part = dict(parts(archive))[sheet]
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                altered = alter(content.decode())
                assert altered != content.decode(), f'{sheet} is as it was'
                content = altered.encode()
            copy.writestr(name, content)


def links(path):
    """Where hyperlinks of each sheet lead, within the book or out of it."""
    with zipfile.ZipFile(path) as archive:
        inside = [(n, [h.get('location') for h in tree.fromstring(archive.read(p)).iter('{%s}hyperlink' % NS['m'])]) for n, p in parts(archive)]
        outside = [r.get('Target') for n in archive.namelist() if n.endswith('.rels') for r in tree.fromstring(archive.read(n)) if r.get('TargetMode') == 'External']
        return inside, outside


def sheet_faults(archive, name, part):
    """What keeps a sheet from reading well aloud."""
    sheet, wrong = tree.fromstring(archive.read(part)), []
    cells = [c.get('r') for c in sheet.iter('{%s}c' % NS['m']) if len(c)]
    used = sorted({row_of(r) for r in cells})
    if sheet.find('m:mergeCells', NS) is not None:
        wrong.append(f'{name} has merged cells')
    if 'A1' not in cells or used != list(range(1, len(used) + 1)):
        wrong.append(f'{name} has blank rows, or no title in A1')
    setup, pane = sheet.find('m:pageSetup', NS), sheet.find('.//m:pane', NS)
    if setup is None or setup.get('orientation') != 'landscape' or setup.get('fitToHeight') != '0':
        wrong.append(f'{name} is not set up to be printed')
    tables = sheet.findall('.//m:tablePart', NS)
    lines = name in ('Cover', 'Notes')
    if len(tables) != (0 if lines else 1) or (pane is None) != lines:
        wrong.append(f'{name} has {len(tables)} tables, or its heads are not frozen')
    return wrong


def faults(path):
    """What keeps a workbook from reading well aloud, or from being read by strict programs."""
    with zipfile.ZipFile(path) as archive:
        wrong = [fault for name, part in parts(archive) for fault in sheet_faults(archive, name, part)]
        book = read(path)
        named = [name for name, _ in parts(archive) if name not in ('Cover', 'Notes')]
        for i, name in enumerate(named, start=1):
            marked = tree.fromstring(archive.read(f'xl/tables/table{i}.xml'))
            heads = [unescape(c.get('name')) for c in marked.iter('{%s}tableColumn' % NS['m'])]
            cells = [c.value for r, c in book[name].items() if row_of(r) == 3]
            if heads != cells or len({h.casefold() for h in heads}) != len(heads) or not all(heads):
                wrong.append(f'{name}: the table is marked up with other heads than it has, or two alike: {heads}')
            last = re.sub('.*:[A-Z]+', '', marked.get('ref'))
            if int(last) != max(map(row_of, book[name])):
                wrong.append(f'{name}: the table is marked up to row {last}')
        for part in archive.namelist():
            if part.startswith('xl/drawings/drawing'):
                for shape in tree.fromstring(archive.read(part)).iter('{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}cNvPr'):
                    if not shape.get('descr'):
                        wrong.append(f'{part} has a chart without a text alternative')
        if b'2000-01-01T00:00:00Z' not in archive.read('docProps/core.xml'):
            wrong.append('the date of the file is not the constant one')
        return wrong
