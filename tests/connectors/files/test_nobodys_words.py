"""A marked word in every private place of what people have: it ends nowhere.

Not in the store, in what is logged or said, in the result, on the page, in a file left behind; read
as an archive, as a folder, and each file by itself.
"""

from __future__ import annotations

import json
import logging
import zipfile
from pathlib import Path

import pytest

SECRET = "Zqxsegretissimo"
NAME = "Wkvnominativo"
MAIL = "Wkvposta@example.com"

POSTS = (
    "Post ID,Page ID,Page name,Title,Publish time,Post type,Reactions,Comments,Shares\n"
    + "".join(
        f"{n},7,Prova,Ciao {n},{n % 9 + 1:02d}/{n % 28 + 1:02d}/2026 09:00,Photos,{n},1,0\n"
        for n in range(40)
    )
)
LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7482352409600000000"
ARCHIVES: dict[str, dict[str, str]] = {
    "linkedin": {
        "Shares.csv": f"Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2026-07-01 14:33:22,{LINK},Ciao a tutti,,,MEMBER_NETWORK\n",
        "Comments.csv": f"Date,Link,Message\n2026-07-13 08:15:21,{LINK},{SECRET}\n",
        "messages.csv": f"CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n1,,{NAME},x,Prova,y,2026-07-13 08:15:21 UTC,{SECRET},{SECRET},INBOX\n",
        "Connections.csv": f'Notes:\n"nota"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n{NAME},Uno,https://www.linkedin.com/in/{NAME},{MAIL},{SECRET},CEO,12 Jul 2026\n',
        "Invitations.csv": f'From,To,Sent At,Message,Direction\n{NAME},Prova,"7/13/26, 8:15 AM",{SECRET},INCOMING\n',
        "Reactions.csv": f"Date,Type,Link\n2026-07-13 08:15:21,LIKE,{LINK}?x={SECRET}\n",
        "Recommendations_Received.csv": f"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n{NAME},Uno,X,Y,{SECRET},07/13/26,VISIBLE\n",
        "learning_role_play_messages.csv": f"SENDER,CONTENT,DATE\n{NAME},{SECRET},2026-07-13 08:15:21\n",
        "Endorsement_Received_Info.csv": f"Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name\n2026/07/13 08:15:21 UTC,{SECRET},{NAME},Uno\n",
    },
    "takeout": {
        "video metadata/videos.csv": "Video ID,Video title (original),Privacy,Video create timestamp,Video publish timestamp\nAbCdEfGhI01,Come nasce,Public,2026-02-01T09:00:00+00:00,2026-02-02T10:00:00+00:00\n",
        "comments/comments.csv": f"Comment ID,Channel ID,Comment create timestamp,Price,Parent comment ID,Post ID,Video ID,Comment text,Top-level comment ID\nUgx1,UC1,2026-02-03T10:00:00+00:00,,,,AbCdEfGhI99,{SECRET},\n",
        "live chats/live chats.csv": f"Live chat ID,Channel ID,Live chat create timestamp,Price,Video ID,Live chat text\n1,UC1,2026-02-03T10:00:00+00:00,,AbCdEfGhI99,{SECRET}\n",
        "subscriptions/subscriptions.csv": f"Channel ID,Channel URL,Channel title\nUC9,http://x/UC9,{NAME}\n",
        "history/search-history.html": f"<html><body>{SECRET}</body></html>",
        "playlists/x-videos.csv": f"Video ID,Playlist video creation timestamp\n{SECRET},2026-02-03T10:00:00+00:00\n",
    },
    "meta": {
        "posts.csv": POSTS,
        "your_facebook_activity/messages/inbox/uno/message_1.json": json.dumps(
            {
                "participants": [{"name": NAME}],
                "messages": [
                    {"sender_name": NAME, "timestamp_ms": 1772528400000, "content": SECRET}
                ],
            }
        ),
        "comments_and_reactions/comments.json": json.dumps(
            {
                "comments_v2": [
                    {
                        "timestamp": 1772528400,
                        "data": [{"comment": {"comment": SECRET, "author": NAME}}],
                    }
                ]
            }
        ),
        "connections/followers/followers_1.json": json.dumps(
            [{"string_list_data": [{"value": NAME, "timestamp": 1772528400}]}]
        ),
        "posts_1.json": json.dumps(
            [{"media": [{"creation_timestamp": 1772528400, "title": SECRET}]}]
        ),
    },
    "x": {
        "data/tweets.js": 'window.YTD.tweets.part0 = [{"tweet":{"id_str":"2051270614840246272","full_text":"Prova","favorite_count":"3","retweet_count":"0","created_at":"Mon May 04 12:00:00 +0000 2026"}}]',
        "data/direct-messages.js": 'window.YTD.direct_messages.part0 = [{"dmConversation": {"messages": [{"messageCreate": {"text": "'
        + SECRET
        + '"}}]}}]',
        "data/like.js": 'window.YTD.like.part0 = [{"like": {"fullText": "' + SECRET + '"}}]',
        "data/deleted-tweets.js": 'window.YTD.deleted_tweets.part0 = [{"tweet":{"id_str":"1","full_text":"'
        + SECRET
        + '","created_at":"Mon May 04 12:00:00 +0000 2026"}}]',
    },
    "tiktok": {
        "posts.csv": POSTS,
        "user_data_tiktok.json": json.dumps(
            {
                "Direct Message": {
                    "Direct Messages": {
                        "ChatHistory": {
                            f"Chat with {NAME}:": [
                                {"Date": "2026-01-01", "From": NAME, "Content": SECRET}
                            ]
                        }
                    }
                },
                "Post": {"Posts": {"VideoList": []}},
            }
        ),
    },
    "telegram": {
        "posts.csv": POSTS,
        "result.json": json.dumps(
            {
                "name": NAME,
                "type": "personal_chat",
                "id": 1,
                "messages": [
                    {
                        "id": 1,
                        "type": "message",
                        "date": "2026-03-01T09:00:00",
                        "date_unixtime": "1772355600",
                        "from": NAME,
                        "from_id": "user1",
                        "text": SECRET,
                    }
                ],
            }
        ),
    },
    "publisher": {
        "Published posts.csv": POSTS,
        "Inbox.csv": f"Date,Network,Profile,Type,From,Message,Sentiment\n2026-07-13 08:15,Facebook,Prova,Comment,{NAME},{SECRET},Positive\n2026-07-14 08:15,Facebook,Prova,Private message,{NAME},{SECRET},Neutral\n",
        "Mentions.csv": f"Date,Author,Mention,Likes\n2026-07-13 08:15,{NAME},{SECRET},3\n",
        "Reviews.csv": f"Date,Rating,Review,Reviewer\n2026-07-13,5,{SECRET},{NAME}\n",
        "comments export.csv": f"created_time,from,message,like_count,comment_count\n2026-07-13T08:15:00,{NAME},{SECRET},3,1\n2026-07-14T08:15:00,{NAME} Due,{SECRET},3,1\n",
    },
    "client": {
        "posts.csv": POSTS,
        "ordini.csv": f"N. ordine,Data,Cliente,Prodotto,Totale\n1,2026-07-13,{NAME},{SECRET},30\n",
        "assistenza.csv": f"ID ticket,Data,Oggetto,Richiedente,Descrizione\n1,2026-07-13,{SECRET},{NAME},{SECRET}\n",
        "fatture 2026.csv": f"Numero fattura,Data,Cliente,Descrizione,Importo,IVA\n1,2026-07-13,{NAME},{SECRET},30,22\n",
        "verbali.csv": f"Data,Testo\n2026-07-13,{SECRET}\n2026-07-14,{SECRET}\n",
        "rubrica clienti.csv": f"Nome,Cognome,Email,Telefono\n{NAME},Uno,{MAIL},055\n",
        "chat.txt": f"[12/02/26, 10:00:00] {NAME}: {SECRET}, come stai\n[12/02/26, 10:01:00] Prova: bene, {SECRET}\n",
        "senza intestazione.csv": f"2026-07-13,{NAME},{SECRET}\n2026-07-14,{NAME},{SECRET}\n",
    },
}
ACCOUNTS = {"linkedin": "linkedin:in/prova", "takeout": "youtube:@prova", "x": "x:prova"}


def lay(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as package:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                package.write(file, file.relative_to(folder).as_posix())
    return path


def calls(kind: str, how: str, folder: Path) -> list[list[Path]]:
    if how == "folder":
        return [[folder]]
    if how == "archive":
        return [[zipped(folder)]]
    return [[path] for path in sorted(folder.rglob("*")) if path.is_file()]


@pytest.mark.parametrize("how", ["folder", "archive", "each"])
@pytest.mark.parametrize("kind", ARCHIVES)
def test_a_marked_word_ends_nowhere(
    kind: str,
    how: str,
    run,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    caplog.set_level(logging.DEBUG)
    account = ACCOUNTS.get(kind, "facebook:prova")
    store = tmp_path / "kept" / "store.sqlite3"
    store.parent.mkdir()
    folder = lay(tmp_path / kind, ARCHIVES[kind])
    said = ""
    for paths in calls(kind, how, folder):
        for more in ((), ("--json",)):
            done = run("--store", str(store), "import", *paths, "--account", account, *more)
            assert done.exit_code in (0, 2), done.output
            said += done.output
    out = tmp_path / "report"
    done = run("--store", str(store), "audit", account, "--offline", "--out", str(out))
    assert done.exit_code == 0, done.output
    said += done.output + caplog.text
    places = [*store.parent.iterdir(), *out.rglob("*"), *scratch.rglob("*")]
    assert any(value.name == "result.json" for value in places)
    for word in (SECRET, NAME, MAIL):
        assert word not in said, said[max(0, said.find(word) - 200) :][:400]
        for entry in places:
            if entry.is_file():
                assert word.encode() not in entry.read_bytes(), (word, entry)
