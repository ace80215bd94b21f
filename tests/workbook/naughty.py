"""naughty.py PROGRAM   Labels of tests/workbook/strings.py leave every output inert: page, workbook, JSON, CSV, terminal. TAP."""
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

import inert
import strings
from tap import Tap

inert.program, tap = pathlib.Path(sys.argv[1]).resolve(), Tap()


def check(work, number, labels, plain, brief):
    scenario, folder = work / f'{number}.xml', work / str(number)
    inert.write(scenario, labels)
    wrong = inert.check_terminal('run', inert.run('run', scenario, '--replicates', '6', *brief, '--out', folder))
    if not folder.exists():
        return wrong
    wrong += inert.check_page(folder, plain, labels) + inert.check_json(folder, labels) + inert.check_workbook(folder, plain, labels)
    for name in ('results.csv', 'differences.csv', 'months.csv', 'runs.csv'):
        wrong += inert.check_csv(name, (folder / name).read_bytes().decode('utf-8'))
    for verb in ('negotiate', 'params', 'validate'):
        wrong += inert.check_terminal(verb, inert.run(verb, scenario, *(['--replicates', '4'] if verb == 'negotiate' else [])))
    wrong += inert.check_terminal('negotiate JSON', inert.run('negotiate', scenario, '--replicates', '4', '--format', 'json'))
    values = inert.run('params', scenario, '--csv').stdout
    wrong += inert.check_csv('params', values.decode('utf-8'))
    sheet = work / f'{number}.csv'
    sheet.write_bytes(values)
    wrong += inert.check_terminal('run --params', inert.run('run', scenario, '--replicates', '6', *brief, '--params', sheet, '--out', work / 'again'))
    for name in ('results.xlsx', 'results.json', 'report.html', 'paper.html', 'scenario.xml'):
        if (folder / name).read_bytes() != (work / 'again' / name).read_bytes():
            wrong.append(f'{name} changes by going out and back')
    return wrong


def refuses(work, bad):
    scenario = work / 'bad.xml'
    scenario.write_bytes(inert.MINIMAL.read_bytes().replace(b'"Together"', b'"' + bad + b'"'))
    done = inert.run('run', scenario, '--replicates', '6', '--out', work / 'bad')
    return done.returncode == 3 and not inert.STEERS.search(done.stderr.decode('utf-8')) and not (work / 'bad').exists()


with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name)
    count = len(inert.slots(tree.parse(inert.MINIMAL).getroot()))
    labels = [label for label in strings.LABELS if label.strip('\t\r\n ')]
    tap.fact(f'{len(labels)} labels', len(labels) > 200)
    # The answer under other choices shows few labels and takes most of the time: with the first lot of labels alone.
    plain, brief = work / 'plain', work / 'brief'
    inert.write(work / 'plain.xml', [f'Label {i}' for i in range(count)])
    tap.fact('plain labels make no difference to what is tested', inert.run('run', work / 'plain.xml', '--replicates', '6', '--out', plain).returncode == 0
             and inert.run('run', work / 'plain.xml', '--replicates', '6', '--no-alternatives', '--out', brief).returncode == 0)
    for number, first in enumerate(range(0, len(labels), count)):
        chosen = (labels[first:] + labels)[:count]
        tap.fact(f'labels from {chosen[0][:30].encode("unicode_escape").decode()!r} are inert', not (wrong := check(work, number, chosen, *((brief, ['--no-alternatives']) if number else (plain, [])))), wrong)
    for bad in strings.REFUSED:
        tap.fact(f'refused: {bad!r}', refuses(work, bad))
    # The checks bite.
    page = (plain / 'report.html').read_text(encoding='utf-8')
    (work / 'report.html').write_text(page.replace('Label 7<', '<b>x</b><'), encoding='utf-8')
    tap.fact('selftest: markup in a page is noticed', inert.check_markup(work / 'report.html', plain / 'report.html') and not inert.check_markup(plain / 'report.html', plain / 'report.html'))
    tap.fact('selftest: a formula in CSV is noticed', inert.check_csv('x', 'a,b\r\n1,=2\r\n') and inert.check_csv('x', 'a\r\n-x\r\n') and not inert.check_csv('x', 'a\r\n-1.5\r\n'))
    tap.fact('selftest: an escape sequence is noticed', inert.check_terminal('x', subprocess.CompletedProcess([], 0, b'\x1b[1m', b'')))
tap.end()
