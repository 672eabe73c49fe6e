"""``auditor login`` against a login on this machine: agreed, refused, forged, used twice, ended."""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import Result
from oauth_server import APP, SECRET, Login, serving
from real_clock import now

from auditor.cli.commands import login as command
from auditor.cli.exit import Exit
from connectors.auth.oauth import Flow
from connectors.auth.tokens import Token, TokenFile
from connectors.errors import CredentialError
from connectors.registry import PLATFORMS, connector_class

WITH_LOGIN = sorted(name for name in PLATFORMS if connector_class(name).info.login)
CANARIES = ("access-canary", "refresh-canary", "code-canary", SECRET)


@pytest.fixture
def server() -> Iterator[Login]:
    with serving() as result:
        yield result


@pytest.fixture
def here() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/auditor"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, server: Login) -> Callable[[str], None]:
    """Sets the keys of an app, and the server for a network's own."""

    def use(network: str) -> None:
        info = connector_class(network).info
        assert info.login is not None
        monkeypatch.setenv(info.login.app_id, APP)
        monkeypatch.setenv(info.login.app_key, SECRET)
        monkeypatch.setenv(f"AUDITOR_{network.upper()}_LOGIN_URL", server.url)

    return use


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that agrees at once and follows to wherever it is sent."""

    def open_it(address: str) -> bool:
        def go() -> None:
            time.sleep(0.3)
            urllib.request.urlopen(address, timeout=10).read()  # logs nothing, as a browser

        threading.Thread(target=go, daemon=True).start()
        return True

    monkeypatch.setattr(command.webbrowser, "open", open_it)


def kept() -> TokenFile:
    return TokenFile(Path(os.environ["AUDITOR_STORE"]).with_name("store.tokens.json"))


def shown(done: Result, caplog: pytest.LogCaptureFixture | None = None) -> str:
    return f"{done.output}{done.stderr}{caplog.text if caplog else ''}"


@pytest.mark.parametrize("network", WITH_LOGIN)
def test_a_login_on_this_computer_keeps_a_token_that_is_shown_nowhere(
    network: str,
    run: Any,
    app: Any,
    browser: None,
    here: str,
    server: Login,
    caplog: pytest.LogCaptureFixture,
) -> None:
    app(network)
    with caplog.at_level(logging.DEBUG):
        done = run("login", network, "--redirect", here, "--debug")
    assert done.exit_code == Exit.DONE, done.stderr
    token = kept().tokens()[network]
    assert token.access == f"access-canary-{server.given}"
    assert stat.S_IMODE(kept().path.stat().st_mode) == 0o600
    info = connector_class(network).info
    assert info.login is not None
    assert token.gives == info.credentials[0].env == info.login.gives
    (opened,) = server.opened
    assert opened["response_type"] == "code"
    assert opened["redirect_uri"] == here
    assert len(opened["state"]) >= 32
    assert opened["scope"] == info.login.separator.join(next(iter(info.login.products.values())))
    assert ("code_challenge" in opened) is info.login.pkce
    for canary in CANARIES:
        assert canary not in shown(done, caplog)


@pytest.mark.parametrize("network", ["facebook", "instagram"])
def test_where_only_https_is_come_back_to_the_address_is_pasted(
    network: str, run: Any, app: Any, server: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    app(network)
    opened: list[str] = []
    monkeypatch.setattr(command.webbrowser, "open", lambda address: not opened.append(address))

    def pasted() -> str:
        answer = requests.get(opened[0], timeout=10, allow_redirects=False)
        return answer.headers["Location"]

    monkeypatch.setattr(command.prompts, "paste", pasted)
    done = run("login", network)
    assert done.exit_code == Exit.DONE, done.stderr
    # the token of an hour was exchanged for the one of sixty days
    assert [value["grant_type"] for value in server.asked] == [
        "authorization_code",
        "fb_exchange_token",
    ]
    assert kept().tokens()[network].access == "access-canary-2"
    assert "https://localhost/auditor" in done.output
    for canary in CANARIES:
        assert canary not in shown(done)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"state": "somebody-elses"}, "does not belong to this login"),
        ({"refuses": True}, "was told not to let this program read"),
    ],
)
def test_a_login_that_was_forged_or_refused_keeps_nothing(
    how: dict[str, Any], said: str, run: Any, app: Any, browser: None, here: str, server: Login
) -> None:
    for name, value in how.items():
        setattr(server, name, value)
    app("linkedin")
    done = run("login", "linkedin", "--redirect", here)
    assert (done.exit_code, server.asked) == (Exit.NO_CREDENTIAL, [])
    assert said in done.stderr
    assert not kept().path.exists()


def test_a_code_is_taken_once(server: Login) -> None:
    info = connector_class("x").info
    assert info.login is not None
    keys = {info.login.app_id: APP, info.login.app_key: SECRET}
    flow = Flow("X", info.login, keys, "http://127.0.0.1:9/a", ("tweet.read",), "2", server.url)
    answer = requests.get(flow.address(), timeout=10, allow_redirects=False)
    code = flow.code(answer.headers["Location"])
    assert flow.token(code).access == "access-canary-1"
    with pytest.raises(CredentialError) as caught:
        flow.token(code)
    assert "does not take this code" in str(caught.value.message)
    assert "code-canary" not in f"{caught.value.message}{caught.value.advice}"


def test_a_code_of_another_run_is_not_taken_where_codes_are_bound(server: Login) -> None:
    info = connector_class("youtube").info
    assert info.login is not None
    keys = {info.login.app_id: APP, info.login.app_key: SECRET}
    index, other = (
        Flow("YouTube", info.login, keys, "http://127.0.0.1:9/a", ("r",), None, server.url)
        for _ in range(2)
    )
    code = index.code(
        requests.get(index.address(), timeout=10, allow_redirects=False).headers["Location"]
    )
    other.address()
    with pytest.raises(CredentialError):
        other.token(code)


@pytest.mark.parametrize("pasted", ["", "hello", "https://localhost/auditor", "http://[broken"])
def test_what_is_no_address_of_the_network_says_so(
    pasted: str, run: Any, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    app("facebook")
    monkeypatch.setattr(command.webbrowser, "open", lambda address: True)
    done = run("login", "facebook", keys=f"{pasted}\n")
    assert done.exit_code == Exit.NO_CREDENTIAL
    assert "holds no code" in done.stderr or "does not belong" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_app_that_is_not_known_says_which_keys_to_copy(
    run: Any, app: Any, browser: None, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app("linkedin")
    monkeypatch.setenv("LINKEDIN_CLIENT_ID", "another")
    done = run("login", "linkedin", "--redirect", here)
    assert done.exit_code == Exit.NO_CREDENTIAL
    assert "does not know the app of LINKEDIN_CLIENT_ID" in done.stderr


def test_without_an_app_the_way_to_one_is_told(run: Any) -> None:
    done = run("login", "linkedin")
    assert done.exit_code == Exit.NO_CREDENTIAL
    assert "LINKEDIN_CLIENT_ID is not set" in done.stderr
    assert "https://www.linkedin.com/developers/apps" in done.stderr
    assert "http://127.0.0.1:8321/auditor" in done.stderr


def test_a_browser_that_does_not_come_back_is_waited_for_and_given_up(
    run: Any, app: Any, here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app("linkedin")
    monkeypatch.setattr(command, "_PATIENCE", 0.3)
    monkeypatch.setattr(command.webbrowser, "open", lambda address: False)
    done = run("login", "linkedin", "--redirect", here)
    assert done.exit_code == Exit.NO_CREDENTIAL
    assert "did not come back" in done.stderr
    assert "response_type=code" in done.output  # shown, because no browser opened it


def test_a_port_in_use_is_said(run: Any, app: Any, here: str) -> None:
    app("linkedin")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(here.rpartition(":")[2].partition("/")[0])))
        taken.listen()
        done = run("login", "linkedin", "--redirect", here)
    assert done.exit_code == Exit.USAGE
    assert "is in use" in done.stderr


def test_the_products_of_linkedin_ask_for_their_own_permissions(
    run: Any, app: Any, browser: None, here: str, server: Login
) -> None:
    app("linkedin")
    assert run("login", "linkedin", "--redirect", here, "--product", "community").exit_code == 0
    assert "r_organization_social" in server.opened[0]["scope"]
    done = run("login", "linkedin", "--product", "everything")
    assert (done.exit_code, "portability, community" in done.stderr) == (Exit.USAGE, True)


def test_other_requests_to_the_waiting_port_are_not_the_login(
    run: Any, app: Any, here: str, server: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    app("linkedin")

    def open_it(address: str) -> bool:
        def go() -> None:
            time.sleep(0.3)
            rpartition = here.rpartition("/")[0]
            assert requests.get(f"{rpartition}/favicon.ico", timeout=10).status_code == 404
            assert requests.get(here, timeout=10).status_code == 404
            answer = requests.get(address, timeout=10)
            assert "close this page" in answer.text
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")

        threading.Thread(target=go, daemon=True).start()
        return True

    monkeypatch.setattr(command.webbrowser, "open", open_it)
    assert run("login", "linkedin", "--redirect", here).exit_code == 0


# Tokens that have ended --------------------------------------------------------------------------

OLD = "access-canary-1"


def keep(network: str, ends: timedelta, refresh: str | None = "refresh-canary-1") -> TokenFile:
    file = kept()
    info = connector_class(network).info
    with file.locked():
        file.keep(network, Token(info.credentials[0].env, OLD, refresh, now() + ends))
    return file


@pytest.fixture
def linkedin(app: Any, server: Login, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """LinkedIn's API on this machine: takes the second token and no other."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    app("linkedin")
    server.given = 1
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers["Authorization"].removeprefix("Bearer "))
            good = seen[-1] == "access-canary-2"
            data = {"elements": []} if good else {"code": "EXPIRED_ACCESS_TOKEN"}
            body = json.dumps(data).encode()
            self.send_response(200 if good else 401)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *parts: Any) -> None:
            pass

    api = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=api.serve_forever, args=(0.05,), daemon=True).start()
    monkeypatch.setenv("AUDITOR_LINKEDIN_URL", f"http://127.0.0.1:{api.server_address[1]}")
    yield seen
    api.shutdown()
    api.server_close()


def test_a_token_that_has_ended_is_renewed_before_it_is_used(
    run: Any, linkedin: list[str], server: Login
) -> None:
    file = keep("linkedin", -timedelta(minutes=1))
    done = run("doctor", "linkedin")
    assert done.exit_code == Exit.DONE, done.output
    assert OLD not in linkedin
    token = file.tokens()["linkedin"]
    assert (token.access, token.refresh) == ("access-canary-2", "refresh-canary-2")
    for canary in CANARIES:
        assert canary not in shown(done)


def test_a_token_that_is_refused_is_renewed_once(
    run: Any, linkedin: list[str], server: Login
) -> None:
    keep("linkedin", timedelta(days=30))
    assert run("doctor", "linkedin").exit_code == Exit.DONE
    assert linkedin[:2] == [OLD, "access-canary-2"]
    assert linkedin.count(OLD) == len(server.asked) == 1


def test_a_new_token_that_is_refused_too_ends_it(
    run: Any, linkedin: list[str], server: Login
) -> None:
    server.given = 4  # the token that comes is not the one that the network takes
    keep("linkedin", timedelta(days=30), "refresh-canary-4")
    done = run("doctor", "linkedin")
    assert done.exit_code == Exit.SOME_FAILED
    assert len(server.asked) == 1
    assert linkedin == [OLD, "access-canary-5"]


def test_a_login_that_has_ended_for_good_says_so(
    run: Any, linkedin: list[str], server: Login
) -> None:
    server.ended = True
    file = keep("linkedin", -timedelta(minutes=1))
    before = file.path.read_bytes()
    done = run("doctor", "linkedin")
    assert done.exit_code == Exit.SOME_FAILED
    assert "The login to LinkedIn has ended" in done.output
    assert "auditor login" in done.output
    assert file.path.read_bytes() == before
    for canary in CANARIES:
        assert canary not in shown(done)


def test_a_key_that_is_set_by_hand_wins(
    run: Any, linkedin: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("linkedin", timedelta(days=30))
    monkeypatch.setenv("LINKEDIN_ACCESS_TOKEN", "access-canary-2")
    assert run("doctor", "linkedin").exit_code == Exit.DONE
    assert set(linkedin) == {"access-canary-2"}


RENEW = """
import sys
from pathlib import Path
from auditor.app.support.tokens import (app_of)
from auditor.core.settings import load_settings
from connectors.auth.renewal import Renewal
from connectors.auth.tokens import TokenFile
renewal = Renewal(TokenFile(Path(sys.argv[1])), app_of(load_settings()))
print("ready", flush=True)
sys.stdin.readline()
print(renewal.after({"Authorization": "Bearer access-canary-1"})["Authorization"])
"""


def test_two_processes_at_once_renew_once(app: Any, server: Login) -> None:
    import subprocess

    app("linkedin")
    server.given = 1
    file = keep("linkedin", timedelta(days=30))
    both = [
        subprocess.Popen(
            [sys.executable, "-c", RENEW, str(file.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for value in both:
        assert value.stdout is not None
        assert value.stdout.readline() == "ready\n"
    for value in both:
        assert value.stdin is not None
        value.stdin.write("go\n")
        value.stdin.flush()
    sentences = [entry.communicate(timeout=60)[0].strip() for entry in both]
    assert sentences == ["Bearer access-canary-2"] * 2
    assert len(server.asked) == 1
    assert file.tokens()["linkedin"].refresh == "refresh-canary-2"


def test_the_day_of_a_quota_is_one_whatever_the_token(app: Any, server: Login) -> None:
    from auditor.app.support.tokens import app_of
    from auditor.core.settings import load_settings
    from connectors.auth.renewal import Renewal

    app("youtube")
    server.given = 1
    file = keep("youtube", timedelta(days=30))
    renewal = Renewal(file, app_of(load_settings()))
    old = {"Authorization": f"Bearer {OLD}"}
    new = renewal.after(old)
    assert new is not None
    assert new != old
    assert renewal.mark(old) == renewal.mark(new) is not None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tokens": {"x": {}}}', '{"tokens": 3}'])
def test_a_file_that_cannot_be_understood_holds_no_token(text: str, tmp_path: Path) -> None:
    path = tmp_path / "s.tokens.json"
    path.write_text(text)
    assert TokenFile(path).tokens() == {}


def test_a_login_is_erased_again(run: Any) -> None:
    keep("linkedin", timedelta(days=30))
    keep("x", timedelta(days=30))
    assert run("login", "linkedin", "--forget").exit_code == Exit.DONE
    assert set(kept().tokens()) == {"x"}
    assert OLD in kept().path.read_text()
    assert run("login", "x", "--forget").exit_code == Exit.DONE
    assert OLD not in kept().path.read_text()
    assert "There was no key" in run("login", "x", "--forget").stderr


# What doctor says of keys -------------------------------------------------------------------------


def lines(run: Any, network: str) -> dict[str, dict[str, str]]:
    done = run("doctor", network, "--json")
    for canary in CANARIES:
        assert canary not in shown(done)
    return {row["name"]: row for row in json.loads(done.stdout) if row["network"] == network}


HOLDS = "how long the key holds"


def keep_one(network: str, token: str, ends: timedelta, scopes: tuple[str, ...] = ()) -> None:
    """A login that cannot be renewed."""
    info = connector_class(network).info
    with kept().locked():
        kept().keep(
            network, Token(info.credentials[0].env, token, None, now() + ends, scopes=scopes)
        )


@pytest.mark.parametrize(
    ("ends", "status", "said"),
    [
        (timedelta(days=30, hours=1), "ok", "Until "),
        (timedelta(days=6, hours=1), "warning", "6 days are left"),
        (timedelta(days=1, hours=1), "warning", "one day is left"),
        (-timedelta(days=2), "failed", "has ended on"),
    ],
)
def test_a_key_that_ends_is_told_a_week_ahead(
    ends: timedelta,
    status: str,
    said: str,
    run: Any,
    linkedin: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LINKEDIN_CLIENT_ID", "LINKEDIN_CLIENT_SECRET"):
        monkeypatch.delenv(name)
    keep_one("linkedin", "access-canary-2", ends)
    line = lines(run, "linkedin")[HOLDS]
    assert (line["status"], said in line["detail"]) == (status, True)
    if status != "ok":
        assert "auditor login linkedin" in line["advice"]
        assert "https://www.linkedin.com/developers/apps" in line["advice"]


def test_a_login_that_renews_itself_is_no_worry(run: Any, linkedin: list[str]) -> None:
    keep("linkedin", timedelta(days=2))
    line = lines(run, "linkedin")[HOLDS]
    assert (line["status"], "renewed by itself" in line["detail"]) == ("ok", True)


def test_what_the_network_says_of_a_key_goes_before_what_was_noted(
    run: Any, linkedin: list[str], server: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKEDIN_ACCESS_TOKEN", "access-canary-2")  # set by hand
    soon = now() + timedelta(days=3, hours=1)
    server.told = {
        "active": True,
        "expires_at": int(soon.timestamp()),
        "scope": "r_organization_social",
    }
    result = lines(run, "linkedin")
    assert "3 days are left" in result[HOLDS]["detail"]
    assert "r_organization_social_feed, r_organization_admin" in result["permissions"]["detail"]
    server.told = {"active": False}
    assert "no longer holds" in lines(run, "linkedin")[HOLDS]["detail"]


def test_a_login_behind_a_key_that_is_set_by_hand_is_told(
    run: Any, linkedin: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep("linkedin", timedelta(days=30))
    monkeypatch.setenv("LINKEDIN_ACCESS_TOKEN", "access-canary-2")
    line = lines(run, "linkedin")["login"]
    assert (line["status"], ".env" in line["advice"]) == ("warning", True)


def test_a_network_without_a_key_names_its_login(run: Any) -> None:
    line = lines(run, "linkedin")["LINKEDIN_ACCESS_TOKEN is set"]
    assert "auditor login linkedin" in line["advice"]
