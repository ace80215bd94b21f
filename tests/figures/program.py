# The program's answers to the commands that documents show: each command is run once, whichever document or figure asks, and what it printed is kept as long as
# neither the program nor a scenario has changed.
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import time


KEPT_FOR = 3 * 24 * 3600  # seconds


def _work(key):
    """Longest first, so that no processor waits for the other at the end: about how long a run of as many replicates takes, beside talks."""
    draws = re.search(r"--replicates (\d+)", key[0])
    return (-int(draws[1] if draws else 0) * (4 if " run " in key[0] else 1), key)


class Answers:
    """What `concordat …` prints as JSON. A command that reads out/NAME is answered from the folder that the document's own run of NAME left."""

    def __init__(self, program, root, kept):
        self.program, self.root, self.kept = pathlib.Path(program).resolve(), root, pathlib.Path(kept).resolve()
        self.kept.mkdir(parents=True, exist_ok=True)
        # As built the program is thin, and its library beside the folder that it lies in.
        parts = [self.program, *sorted(self.program.parent.parent.glob("libconcordat.*so*"))]
        self.state = hashlib.sha256(b"".join(part.read_bytes() for part in parts if part.is_file())).hexdigest()
        for old in self.kept.iterdir():
            if old.stat().st_mtime < time.time() - KEPT_FOR:
                shutil.rmtree(old) if old.is_dir() else old.unlink()

    def _files(self, href, seen):
        """A scenario and what it includes."""
        file = self.root / "scenarios" / href
        if file not in seen and file.exists():
            seen.add(file)
            for included in re.findall(r'<include href="([^"]+)"', file.read_text()):
                self._files(included, seen)
        return seen

    def _name(self, command):
        """A name that another command, program or scenario would not have."""
        state = hashlib.sha256(f"{self.state} {command}".encode())
        for file in sorted(set().union(*(self._files(href, set()) for href in re.findall(r"scenarios/(\S+\.xml)", command)))):
            state.update(file.read_bytes())
        return state.hexdigest()[:24]

    def _ask(self, command, folders):
        words = shlex.split(command)[1:]
        name = self._name(command + "".join(f" {out}={folder}" for out, folder in sorted(folders.items())))
        answer = self.kept / f"{name}.json"
        if not answer.exists():
            words = [str(folders.get(word, word)) for word in words]
            if words[0] == "run":
                words += ["--out", str(self._folder(command))]
            began = time.monotonic()
            done = subprocess.run([str(self.program), *words, "--format", "json", "--quiet", "--jobs", "1"], cwd=self.root, capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"{command}\n{done.stderr}")
            # A name of its own first: an interrupted run leaves nothing that would be taken for an answer.
            partial = answer.with_suffix(f".{os.getpid()}")
            partial.write_text(done.stdout)
            partial.rename(answer)
            print(f"# {time.monotonic() - began:6.1f} s  {command}", flush=True)
        return json.loads(answer.read_text())

    def _folder(self, command):
        return self.kept / f"out-{self._name(command)}"

    def of(self, commands):
        """{command: answer} of many, side by side. Each command comes with {out/NAME: command that leaves it}."""
        answers = {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for later in (False, True):
                asked = {key: pool.submit(self._ask, key[0], {out: self._folder(run) for out, run in key[1]})
                         for key in sorted(commands, key=_work) if bool(key[1]) == later}
                answers.update({key: future.result() for key, future in asked.items()})
        return answers
