"""check.py BOOK RECALCULATED   Every formula of BOOK has, in RECALCULATED, the value stored with it: money to the penny, all else to nine digits (a penny of a share).

Prints `ok` or `not ok`; as a module, differences()."""
import sys

import book


def tolerance(cell):
    return 0.01 if '£' in cell.pattern else 1e-9 * max(1, abs(cell.value))


def differences(ours, theirs):
    """The number of formulas, and a line for each whose value is another."""
    n, lines = 0, []
    for sheet, cells in ours.items():
        for reference, cell in cells.items():
            if cell.formula is None:
                continue
            n += 1
            other = theirs.get(sheet, {}).get(reference)
            if other is None or not isinstance(other.value, float) or abs(other.value - cell.value) > tolerance(cell):
                lines.append(f"{sheet}!{reference} ={cell.formula}: stored {cell.value}, recalculated {other and other.value}")
    return n, lines


if __name__ == '__main__':
    found, wrong = differences(book.read(sys.argv[1]), book.read(sys.argv[2]))
    for line in wrong[:20]:
        print('#   ' + line)
    ok = found > 0 and not wrong
    print(f"{'ok' if ok else 'not ok'} - {sys.argv[1].split('/')[-1]}: {found} formulas recalculated, {len(wrong)} differ")
    sys.exit(not ok)
