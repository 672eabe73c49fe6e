"""The text of a client file, changed in places: comments, order and all other keys stay."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import cast

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from auditor.core.client_file.as_written import italian_key, italian_keys, mended


class ClientDocument:
    """A client file that is being changed.

    Keys that stand in it are kept in their language; new ones are Italian where its ``[cliente]``
    is, or as said.

    Args:
        text: the file, mended where it is no TOML.
        is_italian: the language of new keys; without it that of the file.
    """

    def __init__(self, text: str, is_italian: bool | None = None) -> None:
        try:
            self._document = tomlkit.parse(text)
        except TOMLKitError:
            self._document = tomlkit.parse(mended(text))
        self._is_italian = "cliente" in self._document if is_italian is None else is_italian

    def text(self) -> str:
        """The file as it is now."""
        return tomlkit.dumps(self._document)

    def set(self, section: str, key: str, value: object) -> None:
        """Set a key of a section, or take it away where nothing is left of it.

        Args:
            section: the section's name in English; it is made where there is none.
            key: the key's name in English.
            value: a text, a list of texts, or numbers by name.
        """
        name = self._standing(self._document, section)
        if name is None:
            name = self._new(section)
            self._document[name] = tomlkit.table()
        table = cast("Table", self._document[name])
        standing = self._standing(table, key)
        if not value:
            if standing is not None:
                del table[standing]
            return
        if isinstance(value, Mapping):
            inline = tomlkit.inline_table()
            inline.update(value)
            value = inline
        table[standing or self._new(key)] = value

    def remove(self, section: str) -> None:
        """Take a section away, by its name in English."""
        name = self._standing(self._document, section)
        if name is not None:
            del self._document[name]

    def replace(
        self, section: str, kept: Container[str], new: Sequence[Mapping[str, object]]
    ) -> None:
        """Take the entries of a section away but for those of some names, and add others.

        Args:
            section: the section's name in English.
            kept: the names of the entries that stay as they stand.
            new: the values of further entries, by key in English.
        """
        name = self._standing(self._document, section)
        entries = tomlkit.aot()
        for table in self._entries(name):
            if str(table[self._standing(table, "name") or "name"]) in kept:
                entries.append(table)
        for values in new:
            table = tomlkit.table()
            for key, value in values.items():
                is_basis = self._is_italian and value == "consent"
                table[self._new(key)] = "consenso" if is_basis else value
            entries.append(table)
        if name is not None:
            del self._document[name]
        if entries:
            self._document[name or self._new(section)] = entries

    def _entries(self, name: str | None) -> list[Table]:
        if name is None:
            return []
        section = self._document[name]
        return list(cast("AoT", section)) if isinstance(section, list) else [cast("Table", section)]

    def _new(self, key: str) -> str:
        return italian_key(key) if self._is_italian else key

    def _standing(self, table: Mapping[str, object], key: str) -> str | None:
        """The key that stands in a table, in either language."""
        return next((name for name in (key, *italian_keys(key)) if name in table), None)
