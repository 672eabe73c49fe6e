"""The client file, checked whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from auditor.core.client_file import ClientFileError, read_client
from auditor.core.errors import InputError
from auditor.core.model import AccountRef

COMPLETE = """
[client]
name = "Esempio S.p.A."
kind = "company"
language = "it"
timezone = "Europe/Rome"
domains = ["https://www.esempio.example.com/shop"]
brands = ["@EsempioBimbi"]
industry = "food"
region = "Emilia-Romagna"
accounts = ["https://www.facebook.com/esempio", "youtube:@esempio"]
followers = { "facebook:esempio" = 1200 }

[[competitors]]
name = "Altro S.r.l."
accounts = ["facebook:altro"]
domains = ["altro.example.com"]
followers = { "facebook:altro" = 900 }

[[team]]
role = "direttrice marketing"
name = "Persona Inventata"
accounts = ["bluesky:persona.example.com"]
basis = "consent"
basis_date = 2026-11-01

[[people]]
name = "Altra Persona"
accounts = ["x:altrapersona"]
basis = "self"
basis_date = 2026-11-01
note = "by mail"
"""
MINIMAL = '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n'


def write(folder: Path, text: str) -> Path:
    path = folder / "client.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str, today: date | None = None) -> list[str]:
    with pytest.raises(ClientFileError) as refused:
        read_client(write(folder, text), today)
    return [str(problem) for problem in refused.value.problems]


def test_a_complete_file_becomes_client_and_competitors(tmp_path: Path) -> None:
    spec = read_client(write(tmp_path, COMPLETE))
    facebook = AccountRef("facebook", "esempio")
    assert spec.client.name == "Esempio S.p.A."
    assert spec.client.accounts == (facebook, AccountRef("youtube", "@esempio"))
    assert spec.client.domains == ("esempio.example.com",)
    assert spec.client.brands == ("esempiobimbi",)
    assert spec.client.followers == {facebook: 1200}
    assert [(subject.name, subject.role) for subject in spec.subjects[1:]] == [
        ("Altro S.r.l.", "competitor")
    ]
    assert (spec.language, spec.timezone, spec.industry) == ("it", "Europe/Rome", "food")


def test_a_name_and_an_account_are_enough(tmp_path: Path) -> None:
    spec = read_client(write(tmp_path, MINIMAL))
    assert spec.timezone == "UTC"
    assert spec.client.kind == "company"


def test_every_mistake_is_listed_at_once(tmp_path: Path) -> None:
    problem_list = problems(
        tmp_path,
        '[client]\nnane = "Esempio"\ntimezone = "Roma"\naccounts = ["facebook:esempio", "boh"]\n'
        'followers = { "facebook:esempio" = "tanti" }\n',
    )
    text = "\n".join(problem_list)
    assert len(problem_list) == 5
    for position in ("client.name", "client.nane", "client.timezone", "client.accounts[2]"):
        assert position in text


def test_an_unknown_key_is_answered_with_the_nearest_known_one(tmp_path: Path) -> None:
    (problem_list,) = problems(tmp_path, MINIMAL + 'timezon = "Europe/Rome"\n')
    assert "did you mean 'timezone'" in problem_list


def test_an_unknown_section_lists_what_is_known(tmp_path: Path) -> None:
    (problem_list,) = problems(tmp_path, MINIMAL + '[[rivali]]\nname = "Altro"\n')
    assert "competitors" in problem_list


def test_places_are_counted_from_one(tmp_path: Path) -> None:
    (problem_list,) = problems(
        tmp_path, MINIMAL + '[[competitors]]\nname = "Altro"\naccounts = []\n'
    )
    assert problem_list.startswith("competitors[1].accounts")


def test_an_account_belongs_to_one_subject_only(tmp_path: Path) -> None:
    (problem_list,) = problems(
        tmp_path, MINIMAL + '[[competitors]]\nname = "Altro"\naccounts = ["facebook:esempio"]\n'
    )
    assert "Esempio" in problem_list
    assert "Altro" in problem_list


def test_followers_name_an_account_of_the_same_section(tmp_path: Path) -> None:
    (problem_list,) = problems(tmp_path, MINIMAL + 'followers = { "x:esempio" = 10 }\n')
    assert "x:esempio" in problem_list


PERSON = '[[people]]\nname = "Persona Inventata"\naccounts = ["x:persona"]\n'


def test_a_person_without_a_basis_is_refused(tmp_path: Path) -> None:
    (problem_list,) = problems(tmp_path, MINIMAL + PERSON)
    assert "basis" in problem_list


def test_a_professional_needs_a_basis_too(tmp_path: Path) -> None:
    (problem_list,) = problems(tmp_path, MINIMAL + 'kind = "professional"\n')
    assert "basis" in problem_list


def test_a_basis_ends_24_months_after_its_date(tmp_path: Path) -> None:
    text = MINIMAL + PERSON + 'basis = "consent"\nbasis_date = 2024-11-01\n'
    read_client(write(tmp_path, text), today=date(2026, 11, 1))
    (problem_list,) = problems(tmp_path, text, today=date(2026, 11, 2))
    assert "2026-11-01" in problem_list


def test_a_basis_ends_where_it_says_so(tmp_path: Path) -> None:
    text = MINIMAL + PERSON + 'basis = "self"\nbasis_date = 2026-01-01\nbasis_until = 2026-02-01\n'
    (problem_list,) = problems(tmp_path, text, today=date(2026, 2, 2))
    assert "Persona Inventata" in problem_list


def test_a_text_that_is_no_day_is_refused_with_the_right_form(tmp_path: Path) -> None:
    problem_list = problems(tmp_path, MINIMAL + PERSON + 'basis = "self"\nbasis_date = "ieri"\n')
    assert any("without quotes" in line for line in problem_list)


def test_a_file_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2"):
        read_client(write(tmp_path, '[client]\nname = "Esempio\n'))


def test_a_file_that_is_not_there_is_refused_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.toml"):
        read_client(tmp_path / "absent.toml")


def test_a_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert read_client(path).client.name == "Esempio"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "client.toml"
    path.write_bytes('[client]\0\nname = "Caffè"\n'.encode("cp1252"))
    with pytest.raises(InputError, match="no plain text"):
        read_client(path)
