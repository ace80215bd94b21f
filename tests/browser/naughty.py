"""naughty.py PROGRAM STRINGS.json FOLDER   Runs scenarios whose labels are the Big List of Naughty Strings, several of them a scenario, into FOLDER/1, FOLDER/2, ... and, with harmless
labels, FOLDER/plain; checks tables, workbook, JSON and what goes to a terminal. FOLDER/pages.json tells naughty.mjs which texts each page has to show. Prints a line a fact."""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests/workbook'))
import inert

LEAST = 485  # strings in the list
MORE = 12  # sources, which have three texts each
CUT = 15  # characters of a label, each of two columns at most, that the paper leaves whole in any case
NO_XML = re.compile('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]')
PAGES = ['report.html', 'paper.html', 'talks/talks.html']
inert.program = pathlib.Path(sys.argv[1]).resolve()
strings, folder = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding='utf-8')), pathlib.Path(sys.argv[3])
failed = 0


def say(fact, wrong):
    global failed
    failed += bool(wrong)
    print(f'{"not ok" if wrong else "ok"} - {fact}')
    for line in wrong[:12]:
        print('#   ' + str(line).encode('unicode_escape').decode())


def enlarge(root):
    """Room for more labels, at no cost: sources. (Options would be compared with one another.)"""
    for i in range(MORE):
        root.insert(list(root).index(root.find('source')) + 1, tree.Element('source', id=f'more-{i}', title='More'))


def make(number, labels):
    """Runs and talks of the scenario with LABELS in its slots."""
    scenario, out = folder / f'{number}.xml', folder / str(number)
    inert.write(scenario, labels, enlarge)
    wrong = inert.check_terminal('run', inert.run('run', scenario, '--replicates', '4', '--out', out))
    if wrong:
        return out, wrong
    return out, inert.check_terminal('negotiate', inert.run('negotiate', scenario, '--replicates', '4', '--out', out / 'talks')) + inert.check_terminal('validate', inert.run('validate', scenario))


def json_faults(out, labels):
    """Each label where it stands comes back as it went in."""
    wrong = inert.check_json(out, labels)
    told = json.loads((out / 'results.json').read_text(encoding='utf-8'))
    root = inert.minimal(enlarge)
    expected = {element: label for (element, attribute), label in zip(inert.slots(root), labels) if attribute == 'label'}
    structures = [expected[element] for element in root.iter('structure')]
    wrong += [] if [s['label'] for s in told['structures'][:len(structures)]] == structures else ['JSON has other labels of options']
    contracts = [expected[element] for element in root.iter('contract')]
    return wrong + ([] if [m['label'] for m in told['market']] == contracts else ['JSON has other labels of contracts'])


def refused(name, label, words):
    """That a scenario with this label is refused, with what is wrong and where."""
    scenario = folder / 'refused.xml'
    at = next(i for i, (element, attribute) in enumerate(inert.slots(inert.minimal())) if element.tag == 'area' and attribute == 'label')
    inert.write(scenario, [f'Mark{i:03d}x' for i in range(at)] + [label])
    done = inert.run('run', scenario, '--replicates', '4', '--out', folder / 'refused')
    said = done.stderr.decode('utf-8')
    good = done.returncode == 3 and words in said and 'refused.xml:' in said and not inert.STEERS.search(said) and not (folder / 'refused').exists()
    say(f'refused: {name}', [] if good else [done.returncode, said[:200]])


count = len(inert.slots(inert.minimal(enlarge)))
marks = [f'Mark{i:03d}x' for i in range(count)]
plain, wrong = make('plain', marks)
say('harmless labels run', wrong)
texts = {page: ''.join(inert.skeleton(plain / page).text) for page in PAGES}
shown = {page: [i for i, mark in enumerate(marks) if mark in text] for page, text in texts.items()}
slots = shown['report.html']
say('the report shows most labels', [] if len(slots) > 40 else [f'{len(slots)} of {count}'])

blank = [s for s in strings if not s.strip('\t\r\n ')]
foreign = [s for s in strings if NO_XML.search(s)]
labels = [s for s in strings if s not in blank and s not in foreign]
pages, tried = {}, 0
for number, first in enumerate(range(0, len(labels), len(slots)), 1):
    chosen = list(marks)
    for slot, label in zip(slots, labels[first:first + len(slots)]):
        chosen[slot] = label
        tried += 1
    out, wrong = make(number, chosen)
    if not wrong:
        wrong = json_faults(out, chosen) + inert.check_workbook(out, plain, chosen)
        wrong += [fault for page in PAGES for fault in inert.check_markup(out / page, plain / page)]
        wrong += [fault for name in ('results.csv', 'differences.csv', 'months.csv', 'runs.csv', 'talks/talks.csv') for fault in inert.check_csv(name, (out / name).read_bytes().decode('utf-8'))]
        wrong += inert.check_csv('params', inert.run('params', folder / f'{number}.xml', '--csv').stdout.decode('utf-8'))
        for page in PAGES:
            pages[f'{number}/{page}'] = [chosen[i] for i in shown[page] if page != 'paper.html' or len(chosen[i]) <= CUT]
    say(f'labels {first + 1} to {min(first + len(slots), len(labels))}, from {chosen[slots[0]][:30].encode("unicode_escape").decode()!r}, are inert', wrong)
for label in blank:
    refused(f'{label!r}, which is blank', label, 'the label is blank')
    tried += 1
for label in foreign:
    refused(f'{label[:20]!r}..., which XML does not have', label, 'a character that XML does not have')
    tried += 1
say(f'{tried} strings tried: all {len(strings)} of the list', [] if tried == len(strings) and tried >= LEAST else [f'{LEAST} at least'])
(folder / 'pages.json').write_text(json.dumps({'plain': PAGES, 'shown': pages}), encoding='utf-8')

# The checks bite.
say('selftest: another label in JSON is noticed', [] if json_faults(plain, ['x', *marks[1:]]) and not json_faults(plain, marks) else ['it is not'])
sys.exit(failed > 0)
