"""Answers and incident reports as JSON: the contract of ``ask --json`` and ``check --json``, written and read back.

Beyond the contract's keys there are ``searched``, ``shares``, ``same_as``, an article's ``text`` and ``edition``,
``band`` on reminders, and ``source``, ``start``, ``end`` wherever words of a source are quoted. Reading does without.
"""

from assistant.wire.reading import from_json
from assistant.wire.writing import answer_to_json, report_to_json

__all__ = ["answer_to_json", "from_json", "report_to_json"]
