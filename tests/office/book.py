"""Reads a workbook (Office Open XML) with the standard library alone, and writes one with a part of it changed."""
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
    """{sheet: {'A1': Cell}}, sheets in their order."""
    with zipfile.ZipFile(path) as archive:
        pattern, texts = patterns(archive), []
        if 'xl/sharedStrings.xml' in archive.namelist():
            texts = [text_of(si) for si in tree.fromstring(archive.read('xl/sharedStrings.xml')).findall('m:si', NS)]
        book = {}
        for name, part in parts(archive):
            book[name] = {}
            for c in tree.fromstring(archive.read(part)).iter('{%s}c' % NS['m']):
                formula, value, kind = c.find('m:f', NS), c.find('m:v', NS), c.get('t', 'n')
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
