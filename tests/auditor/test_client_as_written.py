"""Client files as people write them: in Italian, in Notepad, in Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.core.client_file import ClientFileError, read_client
from auditor.core.client_file.reading import read_consultant
from auditor.core.errors import InputError

ITALIAN = """\
[cliente]
nome = "Pasticceria Città"
lingua = "italiano"
fuso = "Europe/Rome"
sito = "https://www.esempio.it"
pagine = ["https://www.facebook.com/esempio", "ig:esempio"]
follower = { "facebook:esempio" = "circa 1,2 mila" }

[[concorrenti]]
nome = "Altro S.r.l."
pagine = ["fb:altro"]

[[squadra]]
nome = "Persona Inventata"
pagine = ["bluesky:persona.example.com"]
base = "consenso"
data_base = "01/11/2026"
"""


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "esempio.toml"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_italian_keys_and_codes_are_understood_in_every_encoding_of_notepad(
    encoding: str, tmp_path: Path
) -> None:
    spec = read_client(written(tmp_path, ITALIAN, encoding))
    assert spec.client.name == "Pasticceria Città"
    assert (spec.language, spec.timezone) == ("it", "Europe/Rome")
    assert spec.client.domains == ("esempio.it",)
    assert [str(ref) for ref in spec.accounts] == [
        *("facebook:esempio", "instagram:esempio", "facebook:altro"),
    ]
    assert list(spec.client.followers.values()) == [1_200]
    assert (spec.team[0].basis, spec.team[0].basis_date) == ("consent", date(2026, 11, 1))


def test_a_section_written_once_without_its_second_brackets_is_one_of_several(
    tmp_path: Path,
) -> None:
    text = ITALIAN.replace("[[concorrenti]]", "[concorrente]")
    assert [subject.name for subject in read_client(written(tmp_path, text)).subjects] == [
        *("Pasticceria Città", "Altro S.r.l."),
    ]


def test_curly_quotes_and_backslashes_are_read(tmp_path: Path) -> None:
    curly = ITALIAN.replace('"Pasticceria Città"', "“Pasticceria Città”")
    path = written(
        tmp_path, curly + '[consulente]\nnome = «Studio»\nlogo = "C:\\Users\\logo.png"\n'
    )
    assert read_client(path).client.name == "Pasticceria Città"
    consultant = read_consultant(path)
    assert consultant.name == "Studio"
    assert str(consultant.logo).endswith("C:\\Users\\logo.png")


def test_an_apostrophe_in_a_text_stays(tmp_path: Path) -> None:
    path = written(tmp_path, ITALIAN.replace("Pasticceria Città", "L’Esempio"))
    assert read_client(path).client.name == "L’Esempio"


def test_a_line_that_is_not_understood_is_named(tmp_path: Path) -> None:
    text = ITALIAN.replace('"italiano"', "italiano").replace('"Pasticceria Città"', "“Esempio”")
    with pytest.raises(InputError, match="line 3: that is not understood") as error:
        read_client(written(tmp_path, text))
    assert "straight quotes" in str(error.value.advice)


def test_a_key_that_stands_there_in_both_languages_is_a_mistake(tmp_path: Path) -> None:
    text = ITALIAN.replace("[cliente]\n", '[cliente]\nname = "Altro nome"\n', 1)
    with pytest.raises(ClientFileError, match="nome: unknown key"):
        read_client(written(tmp_path, text))


@pytest.mark.parametrize("pair", [("sito", "siti"), ("pagine", "profili")])
def test_two_words_for_one_key_lose_nothing(pair: tuple[str, str], tmp_path: Path) -> None:
    again = f'[cliente]\n{pair[1]} = ["www.altro.example.com"]\n'
    with pytest.raises(ClientFileError, match=f"{pair[0]}: unknown key"):
        read_client(written(tmp_path, ITALIAN.replace("[cliente]\n", again, 1)))


@pytest.mark.parametrize(
    ("day", "language", "month"), [("3/4/2026", "it", 4), ("31/10/2026", "en", 10)]
)
def test_days_are_read_as_the_file_s_language_writes_them(
    day: str, language: str, month: int, tmp_path: Path
) -> None:
    text = ITALIAN.replace("01/11/2026", day).replace("italiano", language)
    spec = read_client(written(tmp_path, text))
    assert spec.team[0].basis_date is not None
    assert spec.team[0].basis_date.month == month


def test_a_day_of_two_meanings_in_an_english_file_is_a_mistake(tmp_path: Path) -> None:
    text = ITALIAN.replace("01/11/2026", "3/4/2026").replace("italiano", "en")
    with pytest.raises(ClientFileError, match="is not a day"):
        read_client(written(tmp_path, text))
