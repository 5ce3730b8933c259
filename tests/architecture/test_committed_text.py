"""Templates obey the content security policy; no file knows one machine's folders."""

import re

from tests.architecture.sources import PACKAGE, place, project_files

INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
# Brackets keep the patterns from matching themselves.
MACHINE_FOLDERS = re.compile(r"/wor[k]/\w|\.\./share[d]\b|(?<![\w)])\.librar[y]\b")


def test_templates_have_no_inline_script_or_style() -> None:
    found = [
        f"{place(path)}: {what}"
        for path in PACKAGE.glob("*/templates/**/*.html")
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_no_file_names_a_folder_of_one_machine() -> None:
    found = []
    for path in project_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        if match := MACHINE_FOLDERS.search(text):
            found.append(f"{place(path)}: {match[0]}")
    assert not found, "\n".join(found)
