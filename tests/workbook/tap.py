"""Counts facts, a TAP line each."""
import sys


class Tap:
    def __init__(self):
        self.n, self.failed = 0, 0

    def fact(self, text, holds, why=()):
        self.n += 1
        self.failed += not holds
        print(f"{'ok' if holds else 'not ok'} {self.n} - {text}", flush=True)
        for line in list(why)[:12] if not holds else []:
            print('#   ' + str(line).encode('unicode_escape').decode())

    def end(self):
        print(f'1..{self.n}')
        sys.exit(self.failed > 0)
