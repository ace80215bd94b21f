"""run.py PROGRAM   LibreOffice, made to recalculate, gets the simulation's values in every formula of the workbook; changed unit costs move what they should.

Prints `ok` lines."""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/workbook'))
import book  # noqa: E402
from tap import Tap  # noqa: E402

# OOXMLRecalcMode 0: always. Else LibreOffice shows the values that are stored.
PROFILE = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
'''
MORE = 10000  # pounds a year for each officer
program, tap = pathlib.Path(sys.argv[1]).resolve(), Tap()


def simulate(work, name, scenario):
    folder = work / ('run-' + name)
    subprocess.run([program, 'run', scenario, '--replicates', '20', '--quiet', '--out', folder], check=True, timeout=600)
    path = work / f'{name}.xlsx'
    (folder / 'results.xlsx').rename(path)
    return path


def recalculate(work, paths):
    """All in one go: starting the office takes longer than what it then does."""
    profile = work / 'profile/user'
    profile.mkdir(parents=True)
    (profile / 'registrymodifications.xcu').write_text(PROFILE, encoding='utf-8')
    out = work / 'recalculated'
    done = subprocess.run(['soffice', '--headless', f'-env:UserInstallation=file://{profile.parent}', '--convert-to', 'xlsx', '--outdir', out, *paths],
                          capture_output=True, text=True, timeout=300)
    if done.returncode:
        print(done.stdout, done.stderr, file=sys.stderr)
    return {path.stem: book.read(out / path.name) for path in paths}


def tolerance(cell):
    """Money to the penny, which is to what payers pay; the rest, shares of it, to nine digits."""
    return 0.01 if '£' in cell.pattern else 1e-9 * max(1, abs(cell.value))


def differences(ours, theirs):
    """How many formulas there are, and a line for each whose value is another."""
    n, lines = 0, []
    for sheet, cells in ours.items():
        for reference, cell in cells.items():
            if cell.formula is None:
                continue
            n += 1
            other = theirs.get(sheet, {}).get(reference)
            if other is None or other.formula is None or not isinstance(other.value, float) or abs(other.value - cell.value) > tolerance(cell):
                lines.append(f'{sheet}!{reference} ={cell.formula}: stored {cell.value}, recalculated {other and other.value}')
    return n, lines


def texts(cells):
    return {(sheet, reference): cell.value for sheet, them in cells.items() for reference, cell in them.items() if isinstance(cell.value, str)}


def dearer_officers(xml):
    """The unit cost of an officer under the third option, which co-commissioners pay for too, raised by MORE."""
    row = next(r for r in sorted({book.row_of(c) for c in units}) if units.get(f'A{r}') and units[f'A{r}'].value == "Commissioners' officers")
    return re.sub(f'(<c r="F{row}"[^>]*><v>)([^<]*)(</v>)', lambda m: m[1] + repr(float(m[2]) + MORE) + m[3], xml)


def near(a, b):
    return abs(a - b) < 0.02


def column(cells, sheet, number):
    return [list(row.values())[number].value for row in book.table(cells[sheet])]


def check_change(before, after):
    officers = column(before, 'Quantities', 3)[2]
    worth, worth_after = column(before, 'Net present value', 3), column(after, 'Net present value', 3)
    factor, rise = worth[3], officers * MORE
    tap.fact('a dearer officer: the total of that option rises by the posts', near(column(after, 'Cost by layer', 4)[-1], column(before, 'Cost by layer', 4)[-1] + rise))
    tap.fact('  and of no other', all(near(column(after, 'Cost by layer', c)[-1], column(before, 'Cost by layer', c)[-1]) for c in (2, 3, 5)))
    tap.fact('  net present value falls by the present value of that', near(worth_after[9], worth[9] - rise * factor))
    tap.fact('  what was simulated stands beside it', worth_after[10] == worth[10])
    rows = [(b, a) for b, a in zip(book.table(before['Who pays']), book.table(after['Who pays'])) if b['Option'].value == 'Apart']
    councils = [(b, a) for b, a in rows if 'Council' in b['Payer'].value]
    tap.fact('  the councils pay it, as they pay now', len(councils) == 2 and all(
        near(a['Yearly cost now'].value, b['Yearly cost now'].value + rise * b['Share of a change'].value) for b, a in councils)
        and near(sum(b['Share of a change'].value for b, _ in councils), 1))
    tap.fact('  and all payers together the total', near(rows[-1][1]['Yearly cost now'].value, column(after, 'Cost by layer', 4)[-1]))
    tap.fact('  shares of the whole move and add up', near(rows[-1][1]['Share of the whole now'].value, 1)
             and councils[0][0]['Share of the whole now'].value != councils[0][1]['Share of the whole now'].value)


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    books = {p.stem: simulate(work, p.stem, p) for p in (ROOT / 'tests/scenarios/minimal.xml', ROOT / 'scenarios/two-towns.xml', ROOT / 'scenarios/llr-2021.xml')}
    hostile = work / 'hostile.xml'
    hostile.write_text((ROOT / 'tests/scenarios/minimal.xml').read_text(encoding='utf-8').replace('"Eastham"', '"=1+1 &lt;b&gt; _x0041_"').replace('"Together"', '"@SUM(1) [x]\'!"').replace('"Apart"', '"@sum(1) [X]\'!"'), encoding='utf-8')
    books['hostile'] = simulate(work, 'hostile', hostile)
    units = book.read(books['minimal'])['Unit costs']
    changed, broken = work / 'changed.xlsx', work / 'broken.xlsx'
    book.change(books['minimal'], changed, 'Unit costs', dearer_officers)
    book.change(books['minimal'], broken, 'Cost by layer', lambda xml: xml.replace('SUM(D4:', 'SUM(D5:'))
    theirs = recalculate(work, [*books.values(), changed, broken])
    for stem, path in books.items():
        n, wrong = differences(book.read(path), theirs[stem])
        tap.fact(f'{stem}: {n} formulas have the values that are stored', n > 100 and not wrong, wrong)
    tap.fact('a formula broken on purpose is noticed', any('Cost by layer!D' in line for line in differences(book.read(broken), theirs['broken'])[1]))
    ours = texts(book.read(books['hostile']))
    other = texts(theirs['hostile'])
    tap.fact('labels come out of another program as they are', ours == other and '=1+1 <b> _x0041_' in ours.values(), [x for x in ours.items() if other.get(x[0]) != x[1]][:5])
    check_change(theirs['minimal'], theirs['changed'])
tap.end()
