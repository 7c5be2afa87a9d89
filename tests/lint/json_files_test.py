#!/usr/bin/env python3
"""What json_files.py finds."""
import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import json_files


class JsonFiles(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "file.json"

    def faults(self, text):
        """-> (exit status, what is printed of the file)"""
        self.path.write_text(text, encoding="utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = json_files.main([str(self.path)])
        return status, printed.getvalue().replace(f"{self.path}: ", "")

    def test_json_is_no_fault(self):
        self.assertEqual(self.faults('{"a": [1, null, "NaN"], "b": {"a": 2}, "\u00e4": 1e3}\n'), (0, ""))

    def test_a_file_that_does_not_parse_is_named(self):
        for text in ("", "{", "[1,]", "{'a': 1}", "1 2", "// no comments\n{}"):
            status, printed = self.faults(text)
            self.assertEqual((status, printed.count("\n")), (1, 1), text)

    def test_a_duplicate_key_is_named(self):
        self.assertEqual(self.faults('[{"a": {"b": 1, "c": 2, "b": 1}}]'), (1, "duplicate key: b\n"))

    def test_numbers_that_json_lacks_are_refused(self):
        for word in ("NaN", "Infinity", "-Infinity"):
            self.assertEqual(self.faults(f'{{"a": {word}}}'), (1, f"{word} is not valid JSON\n"))

    def test_every_file_is_read(self):
        self.path.write_text("{")
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            self.assertEqual(json_files.main([str(self.path)] * 2), 1)
        self.assertEqual(printed.getvalue().count("\n"), 2)


if __name__ == "__main__":
    unittest.main()
