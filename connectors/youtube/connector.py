"""YouTube, through the Data API v3: any public channel, with a free key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import Message, msg
from auditor.core.model import Account, AccountRef, Comment, Window
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from connectors.auth.credentials import required
from connectors.base import (
    AskedPost,
    Check,
    CommentPage,
    Connector,
    Estimate,
    KnownAccount,
    Plan,
    PostPage,
    parted,
)
from connectors.collecting.refusals import Refusals, in_halves
from connectors.errors import PlatformError
from connectors.http.json_fields import get_rows, get_str
from connectors.http.response import ApiRules
from connectors.http.status_errors import host_of, unexpected
from connectors.http.usage import Quota, bucket_of
from connectors.platform import Credential, Login, PlatformInfo
from connectors.youtube import parse
from connectors.youtube.errors import KEY, WHERE, classify, gone, used_up
from connectors.youtube.position import Position, read_position, write_position
from connectors.youtube.shorts import BY_LENGTH

_OF_A_LOGIN = "ya29."
_BASE = "https://youtube.googleapis.com/youtube/v3"
_QUOTA = Quota(10_000, "America/Los_Angeles")
_PAGE, _COMMENTS = 50, 100
_MOST_EMPTY = 20  # pages in a row without a comment that still name a next one
_MOST = 2
_PARTS = "id,snippet,statistics,contentDetails,brandingSettings"
_VIDEO_PARTS = "id,snippet,contentDetails,statistics,status,liveStreamingDetails"
_OFFERED = {
    "followers": None,
    "posts": None,
    "reactions": None,
    "comments": None,
    "shares": Reason.NOT_OFFERED,
    "views": None,
    "replies": None,
    "profile": None,
}


class _RefusedError(PlatformError):
    """A batch of videos was refused as a whole."""


class YouTube(Connector):
    """Reads channels, their uploads, and the comments of the whole channel in one stream."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="youtube",
        title="YouTube",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg("Free, made in a few minutes; opens every public channel."),
                where=WHERE,
                lifetime=msg("does not expire"),
                easy=True,
            ),
        ),
        own=_OFFERED,
        others=_OFFERED,
        page_size=_PAGE,
        history=msg("everything since the channel's first public video"),
        cost=msg("free; 10,000 calls a day for each key"),
        docs="https://developers.google.com/youtube/v3/docs",
        api_version="v3",
        review_by=date(2027, 11, 23),
        keep_days=TRAITS["youtube"].keep_days,
        in_order=False,
        login=Login(
            gives=KEY,
            authorize="https://accounts.google.com/o/oauth2/v2/auth",
            redeem="https://oauth2.googleapis.com/token",
            app_id="YOUTUBE_CLIENT_ID",
            app_key="YOUTUBE_CLIENT_SECRET",
            console="https://console.cloud.google.com/apis/credentials",
            products={"read": ("https://www.googleapis.com/auth/youtube.readonly",)},
            pkce=True,
            extra={"access_type": "offline", "prompt": "consent"},
            lasts=timedelta(hours=1),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "youtube",
        classify,
        units_per_call=1,
        quota=_QUOTA,
        used_up=used_up,
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._refusals = Refusals(self.info.title)

    def host(self, ref: AccountRef) -> str:
        """One host for all channels."""
        del ref
        return urlsplit(self._base).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """The channel by handle, id or old user name, with its profile."""
        data = self._ask("channels", part=_PARTS, **parse.selector(ref.handle))
        rows = data.get("items") or []
        if not rows or not isinstance(rows[0], dict):
            raise gone()
        return parse.account(rows[0], ref, datetime.now(UTC))

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the uploads, with the videos behind it."""
        del window
        token, shorts = read_position(position)
        playlist = account.details.get("uploads") or f"UU{_channel(account)[2:]}"
        page = self._list(playlist, token)
        if page is None:
            if token is None:
                return PostPage(())  # a channel without a public video has no such list
            raise gone()
        listed = list(parse.uploaded(get_rows(page, "items")))
        names = [name for name in dict.fromkeys(listed) if name is not None]
        following, unread = get_str(page, "nextPageToken"), listed.count(None)
        if not names:
            return PostPage((), write_position(following, shorts), unread=unread)
        videos, _refused = in_halves(names, self._videos, _RefusedError)
        parsed, without = parted(parse.items(list(videos.values())))
        unread += without + len(names) - len(videos)
        order = {name: index for index, name in enumerate(names)}
        items = sorted(parsed, key=lambda item: order.get(item.post.platform_id, 0))
        told_items = shorts.tell(items, partial(self._shorts, account))
        guessed = shorts.by_length(told_items)
        notes = {BY_LENGTH: guessed} if guessed else {}
        return PostPage(told_items, write_position(following, shorts), notes=notes, unread=unread)

    def _videos(self, names: Sequence[str]) -> dict[str, Any]:
        """What is told of videos, by their ids; what has gone is not among them."""
        try:
            data = self._ask("videos", part=_VIDEO_PARTS, id=",".join(names))
        except PlatformError as error:
            if error.reason is not Reason.UNREADABLE:
                raise
            raise _RefusedError(error.message, error.advice, error.reason) from error
        rows = get_rows(data, "items")
        ids = set(names)
        return {
            str(row["id"]): row
            for row in rows
            if isinstance(row, dict) and str(row.get("id")) in ids
        }

    def _shorts(self, account: Account, token: str | None) -> dict[str, Any] | None:
        try:
            return self._list(f"UUSH{_channel(account)[2:]}", token)
        except PlatformError:  # a list that nobody promises may be refused in any way
            return None

    def _list(self, playlist: str, token: str | None) -> dict[str, Any] | None:
        """A page of a channel's list; ``None`` where there is no such list."""
        paging = {"pageToken": token} if token else {}
        try:
            return self._ask(
                "playlistItems",
                part="contentDetails",
                playlistId=playlist,
                maxResults=_PAGE,
                **paging,
            )
        except PlatformError as error:
            if error.reason is Reason.ACCOUNT_GONE:
                return None
            raise

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the channel's comments; then, video by video, where many were not told."""
        at, ids = Position.read(position), {post.platform_id for post in posts}
        if at.videos is None:
            comments, token = self._stream(account, window, at)
        else:
            comments, token = self._of_video(account, at.videos[0], at)
        chosen = [comment for comment in comments if comment.post_id in ids]
        # A video that is asked by itself is counted anew.
        if at.videos is None or at.token is not None:
            at.found.update(comment.post_id for comment in chosen if comment.post_id)
        else:
            at.found[at.videos[0]] = len(chosen)
        at.token = token
        if token is None:
            at.videos = parse.far_below(posts, at.found) if at.videos is None else at.videos[1:]
        notes = self._refusals.met(_channel(account))
        if token is None and not at.videos:
            comments_of = {
                post.platform_id: at.found[post.platform_id]
                for post in posts
                if post.comments is not None and post.platform_id not in at.unread
            }
            return CommentPage(chosen, comments_of, notes=notes)
        return CommentPage(chosen, {}, at.write(), notes=notes)

    def _stream(
        self, account: Account, window: Window, at: Position
    ) -> tuple[list[Comment], str | None]:
        """Newest threads first, until they are older than the window."""
        params = {"allThreadsRelatedToChannelId": _channel(account)}
        threads, comments, token = self._threads(account, params, at)
        newest = [thread.published_at for thread in threads if thread.published_at is not None]
        past = bool(newest) and max(newest) < window.start
        return comments, None if past else token

    def _of_video(
        self, account: Account, video: str, at: Position
    ) -> tuple[list[Comment], str | None]:
        def ask() -> tuple[list[Comment], str | None]:
            try:
                _, comments, token = self._threads(account, {"videoId": video}, at)
            except PlatformError as error:
                if error.reason in {Reason.HIDDEN_BY_ACCOUNT, Reason.ACCOUNT_GONE}:
                    return [], None
                raise
            return comments, token

        answer = self._refusals.ask(_channel(account), ask)
        if answer is None:
            at.unread.append(video)
        return answer or ([], None)

    def _threads(
        self, account: Account, params: Mapping[str, str], at: Position
    ) -> tuple[list[Comment], list[Comment], str | None]:
        """First comments, all comments, and the next page; answers not told with them are asked."""
        paging = {"pageToken": at.token} if at.token else {}
        data = self._ask(
            "commentThreads",
            part="snippet,replies",
            order="time",
            maxResults=_COMMENTS,
            textFormat="plainText",
            **params,
            **paging,
        )
        tops, comments, channel = [], [], _channel(account)
        rows = get_rows(data, "items")
        for row in rows:
            video, in_thread, answers = parse.thread(row, channel)
            if video is None or not in_thread:
                continue
            tops.append(in_thread[0])
            if answers > len(in_thread) - 1:
                more_of = partial(self._answers, in_thread[0].platform_id, video, channel)
                every = self._refusals.ask(channel, more_of)
                if every is None:
                    at.unread.append(video)
                else:
                    in_thread = [in_thread[0], *every]
            comments += in_thread
        at.empty = 0 if rows else at.empty + 1
        if at.empty > _MOST_EMPTY:
            raise unexpected(self.info.title)
        return tops, comments, get_str(data, "nextPageToken")

    def _answers(self, parent: str, video: str, channel: str) -> list[Comment]:
        """All answers of a thread."""
        by_id: dict[str, Comment] = {}
        token: str | None = None
        while True:
            paging = {"pageToken": token} if token else {}
            data = self._ask(
                "comments",
                part="snippet",
                parentId=parent,
                maxResults=_COMMENTS,
                textFormat="plainText",
                **paging,
            )
            rows = [parse.comment(row, video, channel) for row in get_rows(data, "items")]
            new = {
                answer.platform_id: answer
                for answer in rows
                if answer is not None and answer.platform_id not in by_id
            }
            by_id.update(new)
            token = data.get("nextPageToken")
            if not token or not new:
                return list(by_id.values())

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the channel, two for 50 videos, one for 50 Shorts and for 100 comments."""
        guesses = (0.0, 0.3, 3.0)
        calls = []
        for case, a_day in enumerate(guesses):
            videos = account.posts_in_window
            if videos is None:
                videos = round(window.days * a_day)
            threads = account.comments
            if threads is None:
                threads = (0, videos * 4, videos * 40)[case]
            calls.append(_calls(case, videos, threads, comments))
        spent = Estimate(*(float(call) for call in calls))
        seconds = Estimate(*(call * 0.3 for call in calls))
        return Plan(spent, spent, Estimate(0, 0, 0), seconds)

    def check(self) -> list[Check]:
        """The key, and one call of one unit."""
        checks, went = self.try_key(self._accepted)
        used = [Check(msg("calls of today"), "ok", self._used_today())] if went else []
        return [*checks, *used]

    def _accepted(self) -> Message:
        self._ask("channels", part="id", id="UC_x5XG1OV2P6uZZ5FSM9Ttw")
        return msg("YouTube accepts the key.")

    def _used_today(self) -> Message:
        key, now = self.credentials[KEY], datetime.now(UTC)
        bucket = self.session.mark({"Authorization": f"Bearer {key}"}) or bucket_of(key)
        used = self.session.ledger.today("youtube", _QUOTA, bucket, now)
        return msg(
            "{used} of {most}, counted anew at midnight in California.",
            used=used,
            most=_QUOTA.units,
        )

    @property
    def _base(self) -> str:
        return self.base_url or _BASE

    def _signed(
        self, params: list[tuple[str, str | int]]
    ) -> tuple[dict[str, str], list[tuple[str, str | int]]]:
        """A key stands in the address, the token of a login in a header; its form tells which."""
        key = required(self.info.credentials[0], self.credentials)
        if key.startswith(_OF_A_LOGIN):
            return {"Authorization": f"Bearer {key}"}, params
        return {}, [*params, ("key", key)]

    def _ask(self, method: str, **params: str | int) -> dict[str, Any]:
        headers, query = self._signed(list(params.items()))
        response = self.session.get(self.rules, f"{self._base}/{method}", query, headers)
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(host_of(response))
        return data


def _calls(case: int, videos: int, threads: int, comments: bool) -> int:
    """The formula of the facts: channel, uploads, videos, Shorts, comments and their answers.

    At least, nothing has more answers than are told with it; at most every thread has, every video
    is asked by itself, and one more page shows that the window has ended.
    """
    extra_page = 1 if case == _MOST else 0
    pages, details = -(-(videos + 1) // _PAGE) + extra_page, -(-videos // _PAGE) + extra_page
    calls = 1 + max(1, pages) + details + (0, 1, pages)[case]
    if comments and (videos or case):
        calls += max(1, -(-threads // _COMMENTS)) + (threads + videos + 1 if case == _MOST else 0)
    return calls


def _channel(account: Account) -> str:
    return account.platform_id or ""
